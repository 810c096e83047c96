import Hummingbird
import NIOCore
import Testing
import Wire

@testable import Web

@Suite("How often readers may ask")
struct RequestBudgetTests {
  private static let second: Int64 = 1_000_000_000

  @Test("A fifth of a minute's requests may come at once, and then one each time one is earned")
  func burst() throws {
    // 60 a minute: one a second, 12 at once.
    let budget = RequestBudget(perMinute: 60)
    let reader = RequestBudget.Spender.address("192.0.2.1")
    for left in stride(from: 11, through: 0, by: -1) {
      let balance = try #require(budget.spend(reader, at: 0))
      #expect(balance.isAllowed && balance.remaining == left)
      #expect(balance.reset == 12 - left)
    }
    let refused = try #require(budget.spend(reader, at: 0))
    #expect(!refused.isAllowed && refused.remaining == 0 && refused.wait == 1)
    // What is refused costs nothing.
    #expect(budget.spend(reader, at: Self.second)?.isAllowed == true)
    #expect(budget.spend(reader, at: Self.second)?.isAllowed == false)
    #expect(budget.spend(reader, at: 13 * Self.second)?.remaining == 11)
  }

  @Test("Each reader has a budget of their own, and 0 bounds nobody")
  func spenders() {
    let budget = RequestBudget(perMinute: 1)
    #expect(budget.spend(.account("ana"), at: 0)?.isAllowed == true)
    #expect(budget.spend(.account("ana"), at: 0)?.isAllowed == false)
    #expect(budget.spend(.account("ben"), at: 0)?.isAllowed == true)
    #expect(RequestBudget(perMinute: 0).spend(.account("ana"), at: 0) == nil)
  }

  @Test("A clock that is set back makes nobody wait longer than the budget does")
  func clock() {
    let budget = RequestBudget(perMinute: 60)
    #expect(budget.spend(.others, at: 1_000 * Self.second)?.isAllowed == true)
    #expect(budget.spend(.others, at: 0)?.wait == 1)
    #expect(budget.spend(.others, at: Self.second)?.isAllowed == true)
  }

  private static func request(_ forwarded: [String]) throws -> Request {
    let name = try #require(HTTPFields.Element.Name("X-Forwarded-For"))
    var fields = HTTPFields()
    fields[values: name] = forwarded
    return Request(
      head: HTTPRequest(
        method: .get,
        scheme: "http",
        authority: "localhost",
        path: "/",
        headerFields: fields
      ),
      body: RequestBody(buffer: ByteBuffer())
    )
  }

  @Test(
    "Whose request it is: of proxies, only what trusted ones wrote is believed",
    arguments: [
      ("192.0.2.7", [], RequestBudget.Spender.address("192.0.2.7")),
      // Written by the reader.
      ("192.0.2.7", ["203.0.113.1"], .address("192.0.2.7")),
      ("127.0.0.1", ["203.0.113.1"], .address("203.0.113.1")),
      ("127.0.0.1", ["198.51.100.9, 203.0.113.1"], .address("203.0.113.1")),
      ("127.0.0.1", ["198.51.100.9", "203.0.113.1, 10.0.0.3"], .address("203.0.113.1")),
      ("127.0.0.1", ["198.51.100.9, nonsense"], .address("127.0.0.1")),
      ("127.0.0.1", ["10.0.0.1, 10.0.0.2"], .address("10.0.0.1")),
      // Readers of one network of 64 bits are counted together.
      ("2001:db8::1:2:3:4", [], .address("2001:db8::/64")),
      ("::ffff:192.0.2.7", [], .address("192.0.2.7")),
    ] as [(String, [String], RequestBudget.Spender)]
  )
  func addresses(
    connection: String,
    forwarded: [String],
    spender: RequestBudget.Spender
  ) throws {
    let proxies = try ["127.0.0.1", "10.0.0.0/8"].map { try #require(IPPrefix($0)) }
    let address = ClientAddress(
      try Self.request(forwarded),
      connection: try SocketAddress(ipAddress: connection, port: 1),
      proxies: proxies
    )
    #expect(address.spender == spender)
  }
}
