import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Registry
import Schema
import Synchronization
import Testing

@testable import Web

@Suite(
  "What is counted now",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct LiveInterfaceTests {
  private static func reading(
    _ time: Int64,
    _ packets: [String: UInt64],
    _ listening: Set<String>
  ) -> LiveReading {
    LiveReading(
      time: time,
      day: CivilDay(number: 19_844),
      packets: packets,
      listening: listening
    )
  }

  @Test("Events tell what has changed of one's own sensors, and a heartbeat that nothing has")
  func events() async throws {
    let (readings, sender) = AsyncStream<LiveReading>.makeStream()
    let start: Int64 = 1_714_561_200_000_000_000
    let second: Int64 = 1_000_000_000
    sender.yield(Self.reading(start, ["tokyo": 5, "osaka": 9], ["osaka"]))
    sender.yield(Self.reading(start + 5 * second, ["tokyo": 7, "osaka": 9], ["osaka"]))
    sender.yield(Self.reading(start + 10 * second, ["tokyo": 7, "osaka": 20], ["osaka"]))
    sender.yield(Self.reading(start + 20 * second, ["tokyo": 7, "osaka": 21], ["osaka"]))
    sender.yield(Self.reading(start + 25 * second, ["tokyo": 7, "osaka": 22], ["tokyo"]))
    sender.yield(Self.reading(start + 30 * second, ["tokyo": 8, "osaka": 22], ["tokyo"]))
    let events = LiveEvents(
      readings: readings,
      sensors: ["tokyo"],
      known: 1,
      end: start + 30 * second
    )
    var texts: [String] = []
    for try await piece in events { texts.append(String(buffer: piece)) }
    #expect(
      texts == [
        "retry: 5000\n\n",
        "event: packets\nid: 1714561200000\n"
          + #"data: {"day":"2024-05-01","packets":5,"time":"2024-05-01T11:00:00Z"}"# + "\n\n"
          + "event: sensors\nid: 1714561200000\n"
          + #"data: {"known":1,"listening":0,"time":"2024-05-01T11:00:00Z"}"# + "\n\n",
        "event: packets\nid: 1714561205000\n"
          + #"data: {"day":"2024-05-01","packets":7,"time":"2024-05-01T11:00:05Z"}"# + "\n\n",
        ": still here\n\n",
        "event: sensors\nid: 1714561225000\n"
          + #"data: {"known":1,"listening":1,"time":"2024-05-01T11:00:25Z"}"# + "\n\n",
      ]
    )
  }

  @Test("A stream begins at once, an account has four, and all end with the server")
  func streams() async throws {
    let site = try await TestSite()
    // 2024-05-02T11:00:00+09:00: within the days of the scenario.
    site.ahead.withLock { $0 = 1_714_615_200_000_000_000 - SampleStore.now }
    try site.add("ana", .analyst)
    let token = try site.token(of: "ana")
    let open = try await site.streams(of: token, count: 5)
    #expect(open.statuses == [200, 200, 200, 200, 503])
    #expect(open.type == "text/event-stream")
    #expect(open.text.contains("event: packets\n") && open.text.contains("\"day\":\"2024-05-02\""))
    #expect(open.text.contains("event: sensors\n") && open.text.contains("\"known\":3"))
    // The server ended while they were open: within the time that its connections have, and cleanly.
    #expect(open.duration < .seconds(4))
    #expect(site.sentences.withLock { $0.filter { $0.contains("live") } }.isEmpty)
  }

  @Test("The page of those with an account has a place for it; everyone's has none")
  func page() async throws {
    let site = try await TestSite()
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, session: try site.session(of: "ana"))
      let text = try await ana.get("/").text
      #expect(text.contains("data-live=\"/api/v1/live\" hidden"))
      let module = try #require(text.firstMatch(of: /src="(\/live-[0-9a-f]{12}\.js)"/)?.1)
      let script = try await ana.get(String(module))
      #expect(script["Content-Type"] == "text/javascript; charset=utf-8")
      #expect(script["Cache-Control"] == "public, max-age=31536000, immutable")
      var everyone = Browser(port)
      let page = try await everyone.get("/")
      #expect(!page.text.contains("data-live"))
      #expect(
        page["Content-Security-Policy"]?.contains("script-src 'self'; connect-src 'self'") == true
      )
    }
  }
}

extension TestSite {
  /// What came of some streams of events that were open when the server ended.
  fileprivate struct Streams: Sendable {
    var statuses: [UInt]
    var type: String?
    var text: String
    var duration: Duration
  }

  /// Opens streams, reads the first ones of the first, and ends the server.
  fileprivate func streams(of token: String, count: Int) async throws -> Streams {
    let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
    var streams = Streams(statuses: [], type: nil, text: "", duration: .zero)
    let clock = ContinuousClock()
    var end = clock.now
    var responses: [HTTPClientResponse] = []
    do {
      try await whileRunning { port in
        for _ in 0..<count {
          var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/api/v1/live")
          request.headers.add(name: "Authorization", value: "Bearer \(token)")
          let response = try await client.execute(request, timeout: .seconds(30))
          streams.statuses.append(response.status.code)
          responses.append(response)
        }
        streams.type = responses[0].headers.first(name: "Content-Type")
        for try await piece in responses[0].body {
          streams.text += String(buffer: piece)
          if streams.text.contains("event: sensors") { break }
        }
        end = clock.now
      }
      streams.duration = clock.now - end
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
    return streams
  }
}
