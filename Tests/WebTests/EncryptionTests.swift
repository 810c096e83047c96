import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Shipping
import Synchronization
import Testing

@testable import Web

@Suite("Certificates of the dashboard")
struct EncryptionTests {
  /// Files of a certificate for this machine, made for a test.
  private struct Files {
    let folder = NSTemporaryDirectory() + "hirundo-tls-\(UUID().uuidString)"
    let authority: CertificateAuthority
    let now = Int64(Date().timeIntervalSince1970)

    init() throws {
      authority = try CertificateAuthority(now: Int64(Date().timeIntervalSince1970))
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try write(authority.pem, "authority.pem")
    }

    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }

    /// A certificate and its key.
    func pair(_ name: String) throws -> WebSettings.Certificate {
      let key = SensorKey()
      let issued = try authority.server(names: ["127.0.0.1", "localhost"], key: key, now: now)
      try write("\(issued.pem)\n\(authority.pem)\n", "\(name).pem")
      try write(key.pem, "\(name).key")
      return WebSettings.Certificate(chain: "\(folder)/\(name).pem", key: "\(folder)/\(name).key")
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
  }

  @Test(
    "A certificate and its key are taken; a wrong key, old ones and no ones are refused by name"
  )
  func files() throws {
    let files = try Files()
    defer { files.remove() }
    let right = try files.pair("right")
    let other = try files.pair("other")
    let now = files.now * 1_000_000_000
    _ = try Encryption(right, at: now)
    func refusal(_ chain: String, _ key: String, at time: Int64 = now) throws -> String {
      let error = #expect(throws: WebError.self) {
        _ = try Encryption(WebSettings.Certificate(chain: chain, key: key), at: time)
      }
      return error.map(String.init(describing:)) ?? ""
    }
    #expect(
      try refusal(right.chain, other.key)
        == "\(other.key): it is not the key of the certificate in \(right.chain); "
        + "name the key that the certificate was made for"
    )
    let year: Int64 = 366 * 86_400_000_000_000
    #expect(
      try refusal(right.chain, right.key, at: now + year)
        == "\(right.chain): the certificate is not valid now; renew it, or set the clock of this machine"
    )
    #expect(try refusal(right.chain, right.key, at: now - year).contains("not valid now"))
    #expect(
      try refusal("\(files.folder)/none.pem", right.key)
        == "\(files.folder)/none.pem: it is not there or may not be read; name a file that this user may read"
    )
    try files.write("nonsense", "nonsense.pem")
    #expect(
      try refusal("\(files.folder)/nonsense.pem", right.key)
        == "\(files.folder)/nonsense.pem: what it holds is not in PEM form; name a file in PEM form"
    )
    #expect(try refusal(right.chain, right.chain).hasPrefix("\(right.chain): "))
  }

  @Test(
    "Browsers get HTTP/2 under TLS, programs HTTP/1.1 where they want it, and both the same page",
    .enabled(if: WebPackage.hasEngine, "\(WebPackage.engineIsMissing)")
  )
  func versions() async throws {
    let files = try Files()
    defer { files.remove() }
    let site = try await TestSite(certificate: try files.pair("server"))
    // The client's clock is the machine's.
    site.ahead.withLock { $0 = files.now * 1_000_000_000 - SampleStore.now }
    try await site.whileRunning { port in
      for version in [HTTPClient.Configuration.HTTPVersion.automatic, .http1Only] {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file("\(files.folder)/authority.pem")
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.httpVersion = version
        let client = HTTPClient(
          eventLoopGroup: HTTPClient.defaultEventLoopGroup,
          configuration: configuration
        )
        do {
          let response = try await client.execute(
            HTTPClientRequest(url: "https://127.0.0.1:\(port)/api/v1/top/ports"),
            timeout: .seconds(30)
          )
          #expect(response.status == .ok)
          #expect(response.version == (version == .automatic ? .http2 : .http1_1))
          #expect(response.headers.first(name: "Strict-Transport-Security") == "max-age=31536000")
          let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
          #expect(text.contains("\"audience\" : \"public\""))
          // A refusal behind which a connection of HTTP/1.1 ends.
          var form = HTTPClientRequest(url: "https://127.0.0.1:\(port)/sign-in")
          form.method = .POST
          form.headers.add(name: "Content-Type", value: "application/json")
          form.body = .bytes(ByteBuffer(string: "{}"))
          #expect(try await client.execute(form, timeout: .seconds(30)).status.code == 415)
        } catch {
          try await client.shutdown()
          throw error
        }
        try await client.shutdown()
      }
    }
  }
}
