import Collector
import Testing
import Web

@Suite("Where the dashboard is")
struct WebSettingsTests {
  private static func address(_ host: String) -> CentreSettings.Address {
    CentreSettings.Address(host: host, port: 8080)
  }

  @Test("On loopback it goes without a certificate", arguments: ["127.0.0.1", "::1", "localhost"])
  func loopback(host: String) throws {
    let settings = try WebSettings(address: Self.address(host))
    #expect(!settings.isSecure)
    #expect(settings.link(port: 9) == (host == "::1" ? "http://[::1]:9" : "http://\(host):9"))
  }

  @Test(
    "Beyond this machine it takes one, as passwords cross the network",
    arguments: ["0.0.0.0", "::", "192.0.2.1", "127.example.net", "example.net"]
  )
  func network(host: String) throws {
    #expect(throws: WebError.self) { try WebSettings(address: Self.address(host)) }
    let proxied = try WebSettings(address: Self.address(host), origin: "https://example.net")
    #expect(proxied.isSecure && proxied.link(port: 8080) == "https://example.net")
    let files = WebSettings.Certificate(chain: "chain.pem", key: "key.pem")
    let encrypted = try WebSettings(address: Self.address(host), certificate: files)
    #expect(encrypted.isSecure)
  }

  @Test(
    "An origin is a scheme and a host, and nothing behind them",
    arguments: ["example.net", "https://", "https://example.net/path", "ftp://a", "https://a b"]
  )
  func origins(text: String) {
    #expect(throws: WebError.self) {
      try WebSettings(address: Self.address("127.0.0.1"), origin: text)
    }
  }
}
