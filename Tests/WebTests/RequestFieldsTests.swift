import Analysis
import AsyncHTTPClient
import Collector
import Disclosure
import Foundation
import NIOCore
import NIOPosix
import Registry
import Synchronization
import Testing

@testable import Web

@Suite(
  "Readers who ask too often, too slowly or too much",
  .serialized,
  .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
)
struct RequestFieldsTests {
  @Test("Who asks too often is told when to come again, and others are served")
  func tooOften() async throws {
    // 10 a minute: 2 at once.
    let site = try await TestSite(requestsPerMinute: 10)
    try site.add("ana", .analyst)
    try await site.whileRunning { port in
      var ana = Browser(port, token: try site.token(of: "ana"))
      let first = try await ana.get("/api/v1/top/ports")
      #expect(first.status == 200)
      #expect(first["RateLimit-Policy"] == "\"reader\";q=10;w=60")
      #expect(first["RateLimit"] == "\"reader\";r=1;t=6")
      #expect(try await ana.get("/api/v1/top/ports?limit=1").status == 200)
      let refused = try await ana.get("/api/v1/top/ports")
      #expect(refused.status == 429)
      #expect(refused["Retry-After"] == "6")
      #expect(refused["RateLimit"] == "\"reader\";r=0;t=12")
      #expect(refused["Content-Type"] == "application/problem+json")
      // Another reader; and what is kept costs nothing.
      var everyone = Browser(port)
      for _ in 0..<5 { #expect(try await everyone.get("/ports").status == 200) }
      var page = Browser(port)
      _ = try await page.get("/sign-in")
      let late = try await page.get("/sign-in")
      #expect(late.status == 429 && late.text.contains("try again in 6 s"))
      site.ahead.withLock { $0 += 6_000_000_000 }
      #expect(try await ana.get("/api/v1/top/ports").status == 200)
    }
  }

  @Test("Wrong tokens count too")
  func wrongTokens() async throws {
    let site = try await TestSite(requestsPerMinute: 10)
    try await site.whileRunning { port in
      var wrong = Browser(port, token: String(repeating: "0", count: 64))
      var statuses: [UInt] = []
      for _ in 0..<3 { statuses.append(try await wrong.get("/api/v1/top/ports").status) }
      #expect(statuses == [401, 401, 429])
    }
  }

  /// What the server writes in answer to bytes, until it closes or so many seconds are over.
  private static func exchange(_ bytes: String, _ port: Int) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: bytes))
      var text = ""
      for try await part in inbound {
        text += String(buffer: part)
        if text.contains("\r\n\r\n") { break }
      }
      return text
    }
  }

  @Test("Heads that do not come, are too long or hold what does not belong there are refused")
  func heads() async throws {
    let site = try await TestSite(patience: 1)
    try await site.whileRunning { port in
      let cases = [
        // The head never ends.
        ("GET / HTTP/1.1\r\nHost: a\r\nX: ", "HTTP/1.1 408 "),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 9000))", "HTTP/1.1 400 "),
        (
          "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 80))\r\n",
          "HTTP/1.1 400 "
        ),
        ("GET /?lang=en%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 400 "),
        ("GET / HTTP/1.1\r\nHost: a\r\nA: b\r c\r\n\r\n", "HTTP/1.1 400 "),
        ("nonsense\r\n\r\n", "HTTP/1.1 400 "),
      ]
      for (bytes, expected) in cases {
        let text = try await Self.exchange(bytes, port)
        #expect(text.hasPrefix(expected), "\(bytes.prefix(60)): \(text.prefix(60))")
        #expect(!text.contains("Set-Cookie: a=b"))
      }
      var browser = Browser(port)
      #expect(try await browser.get("/").status == 200)
    }
  }

  @Test("While nothing is ready, everyone is told when to come again")
  func beingPrepared() async throws {
    let site = try await TestSite()
    let fresh = try Site(
      settings: WebSettings(address: .init(host: "127.0.0.1", port: 0)),
      content: site.content,
      registry: site.registry,
      log: { _ in },
      now: { site.now }
    )
    let error = await #expect(throws: WebError.self) {
      _ = try await fresh.facts.facts(named: FormFields())
    }
    #expect(error?.status == 503 && error?.retryAfter == 5)
    let quarters = PublicQuarters(days: try await fresh.fullDays(), upTo: fresh.gate.lastPublicDay)
    #expect(quarters.periods.map { "\($0)" } == ["2024-Q2"])
    #expect(try await fresh.facts.prepare(quarters, behind: fresh.gate).count == 1)
    #expect(
      try await fresh.facts.facts(named: FormFields()).facts?.value.period == quarters.periods[0]
    )
    // The same data of the same day are not surveyed again.
    #expect(try await fresh.facts.prepare(quarters, behind: fresh.gate).isEmpty)
  }
}
