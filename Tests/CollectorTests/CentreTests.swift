import Collector
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Registry
import Schema
import Segment
import Shipping
import Store
import Testing

@Suite(
  "The centre receives over TLS what its sensors send",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)"),
  .serialized
)
struct CentreTests {
  @Test("A segment is stored once, however often it comes, and its rows are there once")
  func stored() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let first = try sensor.segment(1, packets: 300, ago: 60)
      let second = try sensor.segment(2, packets: 40)
      let answer = try await sensor.upload(first)
      #expect(answer.status == 201, "\(answer.body)")
      let time = try #require(answer.headers[CentreAPI.timeHeader].flatMap { Int64($0) })
      #expect((time - TestCentre.now()).magnitude < 60_000_000_000)
      #expect(try await sensor.upload(first).status == 200)
      #expect(try await sensor.upload(second).status == 201)
      #expect(try await centre.waitForRows(340, of: "tokyo-1") == 340)
      // Now the ledger has them, and not the backlog.
      #expect(try await sensor.upload(first).status == 200)
      #expect(try await sensor.upload(second).status == 200)
      let metrics = try await centre.page("/metrics").text
      #expect(metrics.contains("hirundo_segments_stored_total 2\n"), "\(metrics)")
      #expect(metrics.contains("hirundo_segments_known_total 3\n"))
      #expect(metrics.contains("hirundo_segment_frames_total 340\n"))
      #expect(metrics.contains("hirundo_sensors_silent 0\n"))
    }
    #expect(try await centre.rows(of: "tokyo-1") == 340)
    let receipts = try centre.registry.receipts(of: "tokyo-1", since: CivilDay(number: 0))
    #expect(receipts.map(\.segments).reduce(0, +) == 2)
    let heard = try #require(try centre.registry.contacts()["tokyo-1"])
    let offset = try #require(heard.clockOffset)
    #expect(offset.magnitude < 60_000_000_000)
  }

  @Test("Other contents under a number that the centre has are kept aside: 409")
  func conflict() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      #expect(try await sensor.upload(sensor.segment(1, packets: 3)).status == 201)
      let answer = try await sensor.upload(sensor.segment(1, packets: 4))
      #expect(answer.status == 409, "\(answer.body)")
      // Of another day too, which only the ledger sees.
      #expect(try await centre.waitForRows(3, of: "tokyo-1") == 3)
      let older = try sensor.segment(1, packets: 5, ago: 3 * 86_400)
      #expect(try await sensor.upload(older).status == 409)
    }
    #expect(centre.station.files(in: "quarantine").count == 4)
    #expect(try await centre.rows(of: "tokyo-1") == 3)
    #expect(
      try centre.registry.receipts(of: "tokyo-1", since: CivilDay(number: 0)).last?.refused
        == ["conflict": 2]
    )
  }

  @Test("What is no whole plausible segment is kept aside: 422; a damaged transport is not: 400")
  func implausible() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let whole = try sensor.segment(7, packets: 3).compressed
      #expect(try await sensor.upload(Array("no segment".utf8), as: 1).status == 422)
      #expect(try await sensor.upload(Array(whole.dropLast(20)), as: 7).status == 422)
      #expect(try await sensor.upload(whole, as: 8).status == 422)
      #expect(try await sensor.upload(sensor.segment(9, packets: 1, ago: -200_000)).status == 422)
      #expect(
        try await sensor.upload(sensor.segment(9, packets: 1, ago: 30 * 365 * 86_400)).status == 422
      )
      let identity = try SegmentIdentity(sensor: "tokyo-1", sequence: 10)
      let absurd = try SampleSegments.segment(
        identity,
        start: TestCentre.now() / 1_000_000_000 * 1_000_000_000 - 3_600_000_000_000,
        packets: 1,
        received: 1 << 60
      )
      #expect(try await sensor.upload(absurd).status == 422)
      let other = ContentDigest(of: [1])
      #expect(try await sensor.upload(whole, as: 7, digest: other).status == 400)
      #expect(try await sensor.send(.PUT, CentreAPI.path(ofSegment: 7), body: whole).status == 400)
      for sequence in ["0", "9223372036854775808", "x"] {
        let path = CentreAPI.segments + sequence
        let field = (CentreAPI.digestHeader, TestSensor.field(ContentDigest(of: whole)))
        #expect(try await sensor.send(.PUT, path, [field], body: whole).status == 400)
      }
      // Two hours off is a wrong clock and still a measurement.
      #expect(try await sensor.upload(sensor.segment(11, packets: 2, ago: 7200)).status == 201)
    }
    #expect(centre.station.files(in: "quarantine").filter { $0.hasSuffix(".zst") }.count == 6)
  }

  @Test("A segment of another sensor is refused: 403")
  func foreign() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let tokyo = try centre.sensor("tokyo-1")
      let lima = try centre.sensor("lima-1")
      let answer = try await lima.upload(tokyo.segment(1, packets: 3))
      #expect(answer.status == 403, "\(answer.body)")
      #expect(answer.body.contains("tokyo-1"))
    }
    #expect(centre.station.files(in: "archive").isEmpty)
  }

  @Test("Without a certificate 401; revoked or retired 403 with the next request; a server's 403")
  func standing() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      var nobody = try centre.sensor("nobody")
      nobody.certificate = nil
      #expect(try await nobody.upload(nobody.segment(1, packets: 1)).status == 401)

      let tokyo = try centre.sensor("tokyo-1")
      #expect(try await tokyo.upload(tokyo.segment(1, packets: 1)).status == 201)
      // By another program.
      let other = try Registry(path: centre.registry.path)
      #expect(try other.revoke("tokyo-1", at: TestCentre.now(), by: "test") == 1)
      #expect(try await tokyo.upload(tokyo.segment(2, packets: 1)).status == 403)
      let again = try centre.sensor("tokyo-1")
      #expect(try await again.upload(again.segment(2, packets: 1)).status == 201)
      try other.retire("tokyo-1", at: TestCentre.now(), by: "test")
      #expect(try await again.upload(again.segment(3, packets: 1)).status == 403)
    }
  }

  @Test("An expired certificate, and one that nobody signed, do not get through the handshake")
  func untrusted() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let expired = try centre.sensor("tokyo-1", issued: TestCentre.seconds() - 100 * 86_400)
      await #expect(throws: (any Error).self) {
        try await expired.upload(expired.segment(1, packets: 1))
      }
      var forged = try centre.sensor("lima-1")
      let own = try CertificateAuthority(now: TestCentre.seconds())
      forged.certificate = try own.sensor(
        "lima-1",
        request: try forged.key.request(for: "lima-1"),
        now: TestCentre.seconds()
      ).pem
      let sent = forged
      await #expect(throws: (any Error).self) {
        try await sent.upload(sent.segment(1, packets: 1))
      }
    }
    #expect(centre.station.files(in: "archive").isEmpty)
  }

  @Test("Ten gigabytes are refused when they are announced: 413, and the connection ends")
  func announced() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let connection = try await RawConnection(to: sensor)
      try await connection.write(
        """
        PUT /sensor/v1/segments/1 HTTP/1.1\r
        Host: centre\r
        Repr-Digest: \(TestSensor.field(ContentDigest(of: [])))\r
        Content-Length: 10737418240\r
        \r
        0123456789
        """
      )
      let answer = try await connection.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 413 "), "\(answer)")
    }
  }

  @Test("A client that sends its headers or its body slowly is let go, and others are served")
  func slow() async throws {
    let centre = try await TestCentre(nil) { settings in
      settings.limits.idle = 1
      settings.limits.request = 2
    }
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let silent = try await RawConnection(to: sensor)
      try await silent.write("PUT /sensor/v1/segm")
      let slow = try await RawConnection(to: sensor)
      try await slow.write(
        """
        PUT /sensor/v1/segments/1 HTTP/1.1\r
        Host: centre\r
        Repr-Digest: \(TestSensor.field(ContentDigest(of: [])))\r
        Content-Length: 1000\r
        \r\n
        """
      )
      let dripping = Task {
        // Never idle for a second, and never done.
        for _ in 0..<30 {
          try await Task.sleep(for: .milliseconds(300))
          try await slow.write("x")
        }
      }
      #expect(try await sensor.upload(sensor.segment(2, packets: 5)).status == 201)
      let silence = try await silent.readToEnd()
      #expect(!silence.hasPrefix("HTTP/1.1 20"), "\(silence)")
      let end = try await slow.readToEnd()
      #expect(!end.hasPrefix("HTTP/1.1 20"), "\(end)")
      dripping.cancel()
      #expect(try await sensor.upload(sensor.segment(3, packets: 5)).status == 201)
    }
  }

  @Test("An upload that is cut leaves nothing, and comes whole later")
  func cut() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let segment = try sensor.segment(1, packets: 200)
      let connection = try await RawConnection(to: sensor)
      try await connection.write(
        """
        PUT /sensor/v1/segments/1 HTTP/1.1\r
        Host: centre\r
        Repr-Digest: \(TestSensor.field(segment.digest))\r
        Content-Length: \(segment.compressed.count)\r
        \r\n
        """
      )
      try await connection.write(Array(segment.compressed.prefix(500)))
      try await connection.close()
      #expect(try await sensor.upload(segment).status == 201)
      #expect(try await centre.waitForRows(200, of: "tokyo-1") == 200)
    }
    #expect(centre.station.files(in: "quarantine").isEmpty)
  }

  @Test("Under pressure the centre says when to come again: 503 with Retry-After")
  func pressure() async throws {
    let centre = try await TestCentre(nil) { $0.limits.backlog = 0 }
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let answer = try await sensor.upload(sensor.segment(1, packets: 1))
      #expect(answer.status == 503)
      #expect(answer.headers["retry-after"] == "30")
    }
    let narrow = try await TestCentre(nil) { $0.limits.memory = 10 }
    try await narrow.whileRunning {
      let sensor = try narrow.sensor("tokyo-1")
      #expect(try await sensor.upload(sensor.segment(1, packets: 1)).status == 503)
    }
  }

  @Test("A token enrols once, the certificate it gives sends and is renewed")
  func enrolment() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning {
      _ = try centre.sensor("tokyo-1")
      let token = EnrolmentToken(
        centre: "127.0.0.1",
        sensor: "tokyo-1",
        fingerprint: centre.authority.fingerprint
      )
      try centre.registry.addToken(
        secret: token.secret,
        for: "tokyo-1",
        at: TestCentre.now(),
        by: "test"
      )
      var sensor = try centre.sensor("tokyo-1")
      sensor.certificate = nil
      let request = EnrolmentRequest(
        secret: token.secretText,
        // The name that it asks for is of no interest.
        request: try sensor.key.request(for: "lima-1")
      )
      let body = Array(try JSONEncoder().encode(request))
      let answer = try await sensor.send(.POST, CentreAPI.enrolment, body: body)
      #expect(answer.status == 200, "\(answer.body)")
      let enrolled = try JSONDecoder().decode(EnrolmentAnswer.self, from: Data(answer.body.utf8))
      #expect(enrolled.sensor == "tokyo-1" && enrolled.nextSequence == 1)
      #expect(CertificateAuthority.fingerprint(ofPEM: enrolled.authority) == token.fingerprint)
      #expect(try await sensor.send(.POST, CentreAPI.enrolment, body: body).status == 403)

      sensor.certificate = enrolled.certificate
      #expect(try await sensor.upload(sensor.segment(41, packets: 1)).status == 201)
      let renewal = EnrolmentRequest(secret: nil, request: try sensor.key.request(for: "x"))
      let renewed = try await sensor.send(
        .POST,
        CentreAPI.renewal,
        body: Array(try JSONEncoder().encode(renewal))
      )
      #expect(renewed.status == 200)
      let next = try JSONDecoder().decode(EnrolmentAnswer.self, from: Data(renewed.body.utf8))
      #expect(next.sensor == "tokyo-1" && next.nextSequence == 42)
      sensor.certificate = next.certificate
      #expect(try await sensor.upload(sensor.segment(42, packets: 1)).status == 201)
      #expect(try await sensor.send(.POST, CentreAPI.renewal, body: [1]).status == 400)
    }
  }

  @Test("A report is kept, and makes the sensor heard")
  func report() async throws {
    let centre = try await TestCentre()
    let report = SensorReport(
      version: "0.3.0",
      started: 1,
      time: 2,
      clockOffset: nil,
      lastPacket: nil,
      unshippedSegments: 1,
      unshippedBytes: 2,
      spoolLimit: 3,
      freeBytes: 4,
      lastSequence: 5,
      interfaces: [],
      gaps: [],
      certificateUntil: 6
    )
    try await centre.whileRunning {
      let sensor = try centre.sensor("tokyo-1")
      let body = Array(try JSONEncoder().encode(report))
      let ahead = TestCentre.now() + 7_200_000_000_000
      let answer = try await sensor.send(
        .POST,
        CentreAPI.report,
        [(CentreAPI.timeHeader, "\(ahead)")],
        body: body
      )
      #expect(answer.status == 204)
      #expect(try await sensor.send(.POST, CentreAPI.report, body: [123]).status == 400)
      let long = [UInt8](repeating: 32, count: CentreAPI.longestMessage + 1)
      #expect(try await sensor.send(.POST, CentreAPI.report, body: long).status == 413)
    }
    let contact = try #require(try centre.registry.contacts()["tokyo-1"])
    #expect(contact.report == report)
    let offset = try #require(contact.clockOffset)
    #expect((offset - 7_200_000_000_000).magnitude < 60_000_000_000)
    let health = try await SensorHealth.survey(
      centre.registry,
      centre.station.store,
      now: TestCentre.now()
    )
    // Two hours ahead, and two of three bytes of its spool are full.
    #expect(health.map(\.flags) == [[.clock, .spool]])
  }

  @Test("Another tool's capture is uploaded by token, ingested, and known when it comes again")
  func capture() async throws {
    let centre = try await TestCentre()
    try SampleCapture.write(to: centre.station.folder)
    let bytes = try TestStation.bytes(of: "\(centre.station.folder)/tokyo.pcapng")
    try await centre.whileRunning {
      var sensor = try centre.sensor("honeypot-1")
      sensor.certificate = nil
      let secret = Secret.random()
      try centre.registry.addUploadToken(
        secret: secret,
        for: "honeypot-1",
        at: TestCentre.now(),
        by: "test"
      )
      let path = CentreAPI.captures + "?name=../july.pcapng"
      let field = ("Authorization", "Bearer \(Secret.text(of: secret))")
      for _ in 0..<2 {
        let answer = try await sensor.send(.POST, path, [field], body: bytes)
        #expect(answer.status == 202, "\(answer.body)")
      }
      let wrong = ("Authorization", "Bearer \(Secret.text(of: Secret.random()))")
      #expect(try await sensor.send(.POST, path, [wrong], body: bytes).status == 401)
      // Six of its seven frames are IP.
      #expect(try await centre.waitForRows(6, of: "honeypot-1") == 6)
      let broken = Array("no capture at all".utf8)
      #expect(try await sensor.send(.POST, path, [field], body: broken).status == 202)
      for _ in 0..<100 {
        guard centre.station.everything(in: "incoming").isEmpty else {
          try await Task.sleep(for: .milliseconds(100))
          continue
        }
        break
      }
    }
    #expect(try await centre.rows(of: "honeypot-1") == 6)
    #expect(centre.station.everything(in: "incoming").isEmpty)
    #expect(centre.station.everything(in: "quarantine").count == 2)
  }

  @Test("What the archive has and the store lacks is brought in at the next start, once")
  func restart() async throws {
    let station = try await TestStation()
    let centre = try await TestCentre(station)
    let sensor = TestSensor(
      name: "tokyo-1",
      port: 0,
      key: SensorKey(),
      certificate: nil,
      authority: ""
    )
    // As a crash leaves it: archived, acknowledged, and not in the ledger.
    for sequence in UInt64(1)...3 {
      _ = try station.directory.archive.put(try sensor.segment(sequence, packets: 10, ago: 3600))
    }
    try await centre.whileRunning {
      let live = try centre.sensor("tokyo-1")
      #expect(try await live.upload(live.segment(4, packets: 10)).status == 201)
      #expect(try await centre.waitForRows(40, of: "tokyo-1") == 40)
    }
    try await TestCentre(station).whileRunning {}
    #expect(try await centre.rows(of: "tokyo-1") == 40)
  }

  @Test("It ends while connections come, and nobody listens then", .timeLimit(.minutes(10)))
  func endsUnderConnections() async throws {
    let centre = try await TestCentre()
    try await centre.start()
    let port = centre.sensorsPort
    async let first = Self.knock(at: port)
    async let second = Self.knock(at: port)
    // Connections are on their way while it ends, and some of them were answered before.
    try await Task.sleep(for: .milliseconds(300))
    try await centre.stop()
    #expect(await first > 0)
    #expect(await second > 0)
  }

  /// Connects and lets go until nobody answers, and says how often somebody did.
  private static func knock(at port: Int) async -> Int {
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    var answered = 0
    while let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
      answered += 1
      try? await channel.close()
    }
    return answered
  }

  @Test("The process lives, and is ready when the store answers")
  func health() async throws {
    let centre = try await TestCentre()
    try await centre.whileRunning { () async throws in
      #expect(try await centre.page("/healthz").status == 200)
      #expect(try await centre.page("/readyz").status == 200)
      #expect(try await centre.page("/sensor/v1/report").status == 404)
    }
  }
}
