import Shipping
import Testing

@Suite("Sensor and centre know each other")
struct CertificateAuthorityTests {
  private static let now: Int64 = 1_721_036_520

  @Test("A sensor's certificate names it, whatever its request says, and is valid for 90 days")
  func sensor() throws {
    let authority = try CertificateAuthority(now: Self.now)
    let request = try SensorKey().request(for: "osaka-9")
    let issued = try authority.sensor("tokyo-1", request: request, now: Self.now)
    let read = try #require(SensorCertificate(pem: issued.pem))
    #expect(read.sensor == "tokyo-1")
    #expect(read.serial == issued.serial && !read.serial.hasPrefix("0"))
    #expect(read.validFrom == Self.now - 86_400)
    #expect(read.validUntil == Self.now + 90 * 86_400)
  }

  @Test("An authority that was kept is the same; with another key it is refused")
  func kept() throws {
    let authority = try CertificateAuthority(now: Self.now)
    let kept = try CertificateAuthority(pem: authority.pem, keyPEM: authority.keyPEM, place: "ca")
    #expect(kept.fingerprint == authority.fingerprint && kept.fingerprint.count == 32)
    #expect(CertificateAuthority.fingerprint(ofPEM: kept.pem) == kept.fingerprint)
    let error = #expect(throws: ShippingError.self) {
      try CertificateAuthority(pem: authority.pem, keyPEM: SensorKey().pem, place: "ca")
    }
    #expect(error?.place == "ca")
  }

  @Test("A server's certificate is no sensor's")
  func server() throws {
    let authority = try CertificateAuthority(now: Self.now)
    let issued = try authority.server(
      names: ["centre.example.net", "192.0.2.1", "2001:db8::1"],
      key: SensorKey(),
      now: Self.now
    )
    #expect(SensorCertificate(pem: issued.pem) == nil)
    #expect(issued.validUntil == Self.now + 90 * 86_400)
  }

  @Test("A request that was changed on its way is refused")
  func forged() throws {
    let authority = try CertificateAuthority(now: Self.now)
    var request = Array(try SensorKey().request(for: "tokyo-1").utf8)
    let place = request.count / 2
    request[place] = request[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    #expect(throws: ShippingError.self) {
      try authority.sensor(
        "tokyo-1",
        request: String(decoding: request, as: UTF8.self),
        now: Self.now
      )
    }
    #expect(throws: ShippingError.self) {
      try authority.sensor("tokyo-1", request: String(repeating: "x", count: 20_000), now: Self.now)
    }
  }

  @Test("A token is read as it was written, and half of one is refused without being repeated")
  func token() throws {
    let token = EnrolmentToken(
      centre: "[2001:db8::1]:8443",
      sensor: "tokyo-1",
      fingerprint: Array(0..<32)
    )
    #expect(try EnrolmentToken(" \(token.text)\n") == token)
    #expect(token.secret != EnrolmentToken(centre: "a:1", sensor: "b", fingerprint: []).secret)
    let error = #expect(throws: ShippingError.self) {
      try EnrolmentToken(String(token.text.dropLast()))
    }
    #expect(error.map { !"\($0)".contains(token.secretText.prefix(16)) } == true)
  }
}
