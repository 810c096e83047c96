import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Segment
import Shipping
import Synchronization
import Testing

@testable import Sensor

@Suite("Segments to the centre", .timeLimit(.minutes(10)))
struct ShipperTests {
  @Test("Segments go oldest first, with digest and time, and are kept as shipped")
  func stored() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, number in
      .status(number == 0 ? 201 : 200)
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...3)
    let expected = try sensor.segment(1).compressed
    var options = TestSensor.quick
    options.inFlight = 1
    let went = try await sensor.ship(spool, identity, options: options) { $0.shipped == 3 }
    #expect(centre.requests.map(\.path) == (1...3).map { "/sensor/v1/segments/\($0)" })
    let first = try #require(centre.requests.first)
    #expect(first.sensor == "tokyo-1" && first.method == .PUT && first.body == expected)
    let digest = Data(SHA256.hash(data: Data(expected))).base64EncodedString()
    #expect(first.headers.first(name: "repr-digest") == "sha-256=:\(digest):")
    let time = try #require(first.headers.first(name: "hirundo-time").flatMap { Int64($0) })
    #expect(abs(time - TestSensor.now()) < 20_000_000_000)
    #expect(spool.state.unshippedSegments == 0 && went.progress.problem == nil)
    #expect(centre.connections == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(sensor.files.spool)/shipped")
    #expect(names.filter { $0.hasSuffix(".zst") }.count == 3)
  }

  @Test("Each status has its outcome", arguments: [(409, 1), (422, 1), (201, 0)])
  func settled(_ status: Int, _ refused: UInt64) async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { request, _ in
      .status(request.path.hasSuffix("/1") ? status : 201, body: "no such day")
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...2)
    let went = try await sensor.ship(spool, identity) { $0.shipped + $0.refused == 2 }
    #expect(went.progress.refused == refused)
    #expect(spool.state.unshippedSegments == 0)
    let said = sensor.sentences.contains { $0.contains("\(status)") && $0.contains("no such day") }
    #expect(said == (refused == 1))
    #expect(centre.requests.count == 2)
  }

  @Test(
    "What the centre cannot take now is tried again until it can",
    arguments: [400, 401, 403, 408, 413, 429, 500, 503]
  )
  func again(_ status: Int) async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, number in
      .status(number < 3 ? status : 201, body: "later")
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...1)
    let went = try await sensor.ship(spool, identity) { $0.shipped == 1 }
    #expect(centre.requests.map(\.path) == Array(repeating: "/sensor/v1/segments/1", count: 4))
    #expect(went.progress.problem == nil && went.progress.refused == 0)
    #expect(sensor.sentences.contains { $0.contains("\(status)") })
  }

  @Test("A segment that the centre does not take does not hold up those behind it")
  func passedBy() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { request, _ in
      .status(request.path.hasSuffix("/1") ? 400 : 201)
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...4)
    _ = try await sensor.ship(spool, identity) { $0.shipped == 3 }
    #expect(spool.unshipped(9).map(\.sequence) == [1])
  }

  @Test("Retry-After is honoured, and longer than the back-off")
  func retryAfter() async throws {
    let sensor = try TestSensor()
    let times = Mutex<[ContinuousClock.Instant]>([])
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, number in
      times.withLock { $0.append(.now) }
      return number == 0 ? .status(503, headers: [("retry-after", "1")]) : .status(201)
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...1)
    _ = try await sensor.ship(spool, identity) { $0.shipped == 1 }
    let seen = times.withLock { $0 }
    #expect(seen.count == 2 && seen[1] - seen[0] >= .seconds(1))
  }

  @Test("An upload that is cut in the middle begins again, and is whole")
  func cut() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(
      try sensor.server(),
      group: sensor.group,
      cut: { $0 == 0 ? 1 : nil },
      respond: { _, _ in .status(201) }
    )
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...1)
    _ = try await sensor.ship(spool, identity) { $0.shipped == 1 }
    #expect(centre.requests.map(\.body) == [try sensor.segment(1).compressed])
    #expect(centre.connections == 2)
    #expect(sensor.sentences.contains { $0.contains("the centre 127.0.0.1:\(centre.port)") })
  }

  @Test("A centre that says nothing is left after the idle time, and asked again")
  func silent() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, number in
      number == 0 ? .silence : .status(201)
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...1)
    var client = TestSensor.client
    client.timeouts.idle = .milliseconds(500)
    _ = try await sensor.ship(spool, identity, client: client) { $0.shipped == 1 }
    #expect(sensor.sentences.contains { $0.contains("no byte has gone or come for too long") })
  }

  @Test("A centre that is away is waited for, and everything is there when it is back")
  func away() async throws {
    let sensor = try TestSensor()
    let first = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in .cut }
    let identity = try sensor.enrolled(at: first.port)
    try await first.stop()
    let spool = try sensor.spool(1...20)
    let went = try await sensor.ship(spool, identity) { $0.problem != nil }
    #expect(went.progress.shipped == 0 && spool.state.unshippedSegments == 20)
    #expect(went.progress.problem?.contains("cannot be reached: Connection refused") == true)
    let second = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(201)
    }
    let back = try sensor.enrolled(at: second.port)
    _ = try await sensor.ship(spool, back) { $0.shipped == 20 }
    #expect(Set(second.requests.map(\.path)).count == 20 && second.requests.count == 20)
    #expect(second.connections <= 4)
  }

  // In a debug build NIO stops the program where nobody answers a promise.
  @Test("A connection that ends at any moment of its beginning is one sentence")
  func reset() async throws {
    let sensor = try TestSensor()
    let server = try await ServerBootstrap(group: sensor.group)
      .childChannelInitializer { channel in
        channel.eventLoop.scheduleTask(in: .microseconds(.random(in: 0...2_000))) {
          channel.close(promise: nil)
        }
        return channel.eventLoop.makeSucceededVoidFuture()
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    let identity = try sensor.enrolled(at: try #require(server.localAddress?.port))
    let threads = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let client = CentreClient(
      identity,
      options: TestSensor.client,
      group: threads,
      now: TestSensor.now
    )
    for _ in 0..<100 {
      let error = await #expect(throws: SensorError.self) {
        _ = try await client.connect()
      }
      #expect(error?.place.hasPrefix("the centre 127.0.0.1:") == true)
    }
    try await threads.shutdownGracefully()
    try await server.close().get()
  }

  @Test("An answer without end is not read without end")
  func endless() async throws {
    let sensor = try TestSensor()
    let text = String(repeating: "x", count: 70_000)
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, number in
      .status(number == 0 ? 503 : 201, body: number == 0 ? text : "")
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...1)
    _ = try await sensor.ship(spool, identity) { $0.shipped == 1 }
    #expect(sensor.sentences.contains { $0.contains("longer than 65536 bytes") })
  }

  @Test("The way goes through a proxy, which sees the centre's name and no more")
  func proxy() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(201)
    }
    let proxy = try await TestProxy(group: sensor.group)
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...2)
    var client = TestSensor.client
    client.proxy = Proxy("127.0.0.1:\(proxy.port)")
    _ = try await sensor.ship(spool, identity, client: client) { $0.shipped == 2 }
    #expect(Set(proxy.tunnels) == ["127.0.0.1:\(centre.port)"])
    #expect(centre.requests.allSatisfy { $0.sensor == "tokyo-1" })
  }

  @Test("A proxy that refuses is named")
  func refusedByProxy() async throws {
    let sensor = try TestSensor()
    let proxy = try await TestProxy(group: sensor.group, answer: "HTTP/1.1 407 Who are you")
    let identity = try sensor.enrolled(at: 1)
    var client = TestSensor.client
    client.proxy = Proxy("127.0.0.1:\(proxy.port)")
    let asking = CentreClient(identity, options: client, group: sensor.group, now: TestSensor.now)
    let error = await #expect(throws: SensorError.self) { _ = try await asking.connect() }
    #expect(error?.place == "the proxy 127.0.0.1:\(proxy.port)")
    #expect(error?.rule.contains("407") == true)
    #expect(error?.remedy.contains("user:password@127.0.0.1") == true)
  }

  // RFC 7617 §2 has "Aladdin" with the password "open sesame".
  @Test(
    "A proxy is told user and password, and nobody else is",
    arguments: ["Aladdin:open%20sesame@", "http://Aladdin:open%20sesame@"]
  )
  func login(prefix: String) throws {
    let centre = try #require(HostPort("centre.example.net:8443"))
    let proxy = try #require(Proxy("\(prefix)proxy.example.net:3128"))
    #expect(
      ProxyTunnel.request(for: centre, by: proxy)
        == "CONNECT centre.example.net:8443 HTTP/1.1\r\nHost: centre.example.net:8443\r\n"
        + "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n"
    )
    #expect("\(proxy)" == "proxy.example.net:3128")
  }

  @Test(
    "What is no proxy is refused",
    arguments: [
      "proxy.example.net", "user@proxy.example.net:3128", ":a@b.example.net:1", "a:%zz@b:1",
    ]
  )
  func noProxy(text: String) {
    #expect(Proxy(text) == nil)
  }

  @Test("The clock's offset is measured against the centre's")
  func offset() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(201, headers: [("hirundo-time", String(TestSensor.now() - 7_200_000_000_000))])
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...3)
    let went = try await sensor.ship(spool, identity) { $0.shipped == 3 }
    let offset = try #require(went.offset)
    // Two hours ahead; the rest is the round trip on loopback.
    #expect(abs(offset - 7_200_000_000_000) < 1_000_000_000)
  }

  @Test("No more bytes a second go than are allowed")
  func bandwidth() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(201)
    }
    let identity = try sensor.enrolled(at: centre.port)
    let client = CentreClient(
      identity,
      options: TestSensor.client,
      group: sensor.group,
      now: TestSensor.now
    )
    let connection = try await client.connect()
    let begin = ContinuousClock.now
    let bytes = [UInt8](repeating: 7, count: 300_000)
    let request = CentreRequest.segment(1, bytes: bytes, digest: "")
    let answer = try await connection.send(request, pace: Bandwidth(rate: 200_000))
    // The first second's worth goes at once; the other 100,000 bytes take half a second.
    #expect(ContinuousClock.now - begin >= .milliseconds(450))
    #expect(answer.status == 201 && centre.requests.first?.body == bytes)
    connection.close()
  }
}
