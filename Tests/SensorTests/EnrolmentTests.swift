import Crypto
import Foundation
import NIOPosix
import Shipping
import SwiftASN1
import Testing
import X509

@testable import Sensor

@Suite("Enrolment and renewal", .timeLimit(.minutes(10)))
struct EnrolmentTests {
  /// A centre that signs for whoever has the secret, once.
  private func centre(
    _ sensor: TestSensor,
    secret: String,
    names: [String] = ["127.0.0.1"]
  ) async throws -> TestCentre {
    let authority = sensor.authority
    return try await TestCentre(try sensor.server(names: names), group: sensor.group) {
      request,
      number in
      guard request.path == CentreAPI.enrolment || request.path == CentreAPI.renewal,
        let read = try? JSONDecoder().decode(EnrolmentRequest.self, from: Data(request.body))
      else { return .status(400) }
      let mayEnrol = request.path == CentreAPI.enrolment && read.secret == secret && number == 0
      let mayRenew = request.path == CentreAPI.renewal && request.sensor == "tokyo-1"
      guard mayEnrol || mayRenew else { return .status(403, body: "no such token") }
      guard
        let issued = try? authority.sensor(
          "tokyo-1",
          request: read.request,
          now: TestSensor.seconds
        ),
        let answer = try? JSONEncoder().encode(
          EnrolmentAnswer(
            sensor: "tokyo-1",
            certificate: issued.pem,
            authority: authority.pem,
            nextSequence: 41
          )
        )
      else { return .status(500) }
      return .status(200, body: String(decoding: answer, as: UTF8.self))
    }
  }

  private func enrol(
    _ sensor: TestSensor,
    _ token: EnrolmentToken,
    again: Bool = false
  ) async throws(SensorError) -> SensorIdentity {
    try await Enrolment(
      token,
      files: sensor.files,
      isAgain: again,
      options: TestSensor.client,
      group: sensor.group,
      now: TestSensor.now
    ).run()
  }

  /// A token and a centre that takes it: the port is known only when the centre runs.
  private func pair(
    _ sensor: TestSensor,
    fingerprint: [UInt8]? = nil,
    names: [String] = ["127.0.0.1"]
  ) async throws -> (token: EnrolmentToken, centre: TestCentre) {
    let secret = String(repeating: "5a", count: 32)
    let centre = try await centre(sensor, secret: secret, names: names)
    let digits = (fingerprint ?? sensor.authority.fingerprint).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let token = try EnrolmentToken("hirundo1/127.0.0.1:\(centre.port)/tokyo-1/\(digits)/\(secret)")
    return (token, centre)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("A token gives a key that only its owner reads, a certificate and the authority")
  func enrolled() async throws {
    let sensor = try TestSensor()
    let (token, centre) = try await pair(sensor)
    let identity = try await enrol(sensor, token)
    #expect(identity.sensor == "tokyo-1" && identity.nextSequence == 41)
    #expect(identity.centre.description == "127.0.0.1:\(centre.port)")
    #expect(try mode(sensor.files.key) == 0o600)
    let kept = try String(contentsOfFile: sensor.files.authority, encoding: .utf8)
    #expect(kept == sensor.authority.pem)
    #expect(!FileManager.default.fileExists(atPath: sensor.files.nextKey))
    let request = try #require(centre.requests.first)
    #expect(centre.requests.count == 1 && request.sensor == nil)
    let key = try String(contentsOfFile: sensor.files.key, encoding: .utf8)
    let secret = key.split(separator: "\n")[1]
    #expect(!String(decoding: request.body, as: UTF8.self).contains(secret))
  }

  @Test("A token works once; what was enrolled stays")
  func once() async throws {
    let sensor = try TestSensor()
    let (token, _) = try await pair(sensor)
    let identity = try await enrol(sensor, token)
    let present = await #expect(throws: SensorError.self) { _ = try await enrol(sensor, token) }
    #expect(present?.rule == "this sensor is enrolled already")
    let used = await #expect(throws: SensorError.self) {
      _ = try await enrol(sensor, token, again: true)
    }
    #expect(used?.rule.contains("403 (no such token)") == true)
    let kept = try SensorIdentity(sensor.files, finishing: true)
    #expect(kept.certificate == identity.certificate)
  }

  @Test("A directory of another sensor is refused")
  func another() async throws {
    let sensor = try TestSensor()
    let (token, _) = try await pair(sensor)
    _ = try await enrol(sensor, token)
    let other = EnrolmentToken(
      centre: token.centre,
      sensor: "osaka-1",
      fingerprint: token.fingerprint
    )
    let error = await #expect(throws: SensorError.self) {
      _ = try await enrol(sensor, other, again: true)
    }
    #expect(error?.rule.contains("it belongs to sensor tokyo-1") == true)
  }

  @Test("A centre of another authority is never told the secret")
  func impostor() async throws {
    let sensor = try TestSensor()
    let (token, centre) = try await pair(sensor, fingerprint: [UInt8](repeating: 1, count: 32))
    let error = await #expect(throws: SensorError.self) { _ = try await enrol(sensor, token) }
    #expect(error?.rule.contains("not from the authority") == true)
    #expect(centre.requests.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: sensor.files.certificate))
  }

  @Test("An impostor who also shows the true authority's certificate is found out")
  func dressedUp() async throws {
    let sensor = try TestSensor()
    let other = try CertificateAuthority(now: TestSensor.seconds)
    let key = SensorKey()
    let issued = try other.server(names: ["127.0.0.1"], key: key, now: TestSensor.seconds)
    for chain in [
      [issued.pem, sensor.authority.pem], [issued.pem, other.pem, sensor.authority.pem],
    ] {
      let centre = try await TestCentre(
        TestCentre.Certificates(chain: chain, key: key.pem, authority: other.pem),
        group: sensor.group
      ) { _, _ in .status(200) }
      let digits = sensor.authority.fingerprint.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      let token = try EnrolmentToken(
        "hirundo1/127.0.0.1:\(centre.port)/tokyo-1/\(digits.joined())/\(String(repeating: "5a", count: 32))"
      )
      let error = await #expect(throws: SensorError.self) { _ = try await enrol(sensor, token) }
      #expect(error?.rule.contains("does not hold") == true)
      #expect(centre.requests.isEmpty)
    }
  }

  @Test(
    "A certificate of another host, or one that has ended, is refused",
    arguments: [true, false]
  )
  func wrongServer(_ isExpired: Bool) async throws {
    let sensor = try TestSensor()
    let past = TestSensor.seconds - 100 * 86_400
    let centre = try await TestCentre(
      try sensor.server(
        names: isExpired ? ["127.0.0.1"] : ["centre.example.net"],
        now: isExpired ? past : nil
      ),
      group: sensor.group
    ) { _, _ in .status(201) }
    let identity = try sensor.enrolled(at: centre.port)
    let client = CentreClient(
      identity,
      options: TestSensor.client,
      group: sensor.group,
      now: TestSensor.now
    )
    let error = await #expect(throws: SensorError.self) { _ = try await client.connect() }
    #expect(error?.rule.contains("does not hold") == true)
    #expect(centre.requests.isEmpty)
  }

  @Test("A self-signed server is refused by a sensor that is enrolled")
  func selfSigned() async throws {
    let sensor = try TestSensor()
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("127.0.0.1") }
    let own = try Certificate(
      version: .v3,
      serialNumber: Certificate.SerialNumber(),
      publicKey: Certificate.PrivateKey(key).publicKey,
      notValidBefore: Date.now - 60,
      notValidAfter: Date.now + 3600,
      issuer: name,
      subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        SubjectAlternativeNames([.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
      },
      issuerPrivateKey: Certificate.PrivateKey(key)
    )
    let pem = try own.serializeAsPEM().pemString
    let centre = try await TestCentre(
      TestCentre.Certificates(chain: [pem], key: key.pemRepresentation, authority: pem),
      group: sensor.group
    ) { _, _ in .status(201) }
    let identity = try sensor.enrolled(at: centre.port)
    let client = CentreClient(
      identity,
      options: TestSensor.client,
      group: sensor.group,
      now: TestSensor.now
    )
    let error = await #expect(throws: SensorError.self) { _ = try await client.connect() }
    #expect(error?.rule.contains("does not hold") == true)
    #expect(centre.requests.isEmpty)
  }

  @Test("A sensor whose certificate has ended is not let in, and says what to do")
  func ended() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(201)
    }
    let identity = try sensor.enrolled(at: centre.port, now: TestSensor.seconds - 100 * 86_400)
    let spool = try sensor.spool(1...1)
    let went = try await sensor.ship(spool, identity) {
      $0.problem?.contains("this sensor's certificate with hirundo-sensor doctor") == true
    }
    #expect(went.progress.shipped == 0 && centre.requests.isEmpty)
  }

  @Test("At half of its life a certificate is renewed with the present one; the key changes too")
  func renewed() async throws {
    let sensor = try TestSensor()
    let (_, centre) = try await pair(sensor)
    let old = try sensor.enrolled(at: centre.port, now: TestSensor.seconds - 46 * 86_400)
    let oldKey = try String(contentsOfFile: sensor.files.key, encoding: .utf8)
    #expect(Renewal.isDue(old.certificate, at: TestSensor.now()))
    let credentials = SensorCredentials(old)
    let renewal = Renewal(
      credentials,
      files: sensor.files,
      options: TestSensor.client,
      group: sensor.group,
      now: TestSensor.now,
      say: { sensor.say($0) }
    )
    try await renewal.renew()
    let present = credentials.present
    #expect(present.certificate.serial != old.certificate.serial)
    #expect(!Renewal.isDue(present.certificate, at: TestSensor.now()))
    #expect(try String(contentsOfFile: sensor.files.key, encoding: .utf8) != oldKey)
    #expect(try mode(sensor.files.key) == 0o600)
    #expect(centre.requests.map(\.sensor) == ["tokyo-1"])
    let kept = try SensorIdentity(sensor.files, finishing: true)
    #expect(kept.certificate == present.certificate)
  }

  @Test("A renewal that fails is told and tried again; the old certificate stays")
  func renewedLater() async throws {
    let sensor = try TestSensor()
    let (_, centre) = try await pair(sensor)
    let closed = try await TestProxy(group: sensor.group, answer: "HTTP/1.1 503 No")
    let old = try sensor.enrolled(at: centre.port, now: TestSensor.seconds - 46 * 86_400)
    let credentials = SensorCredentials(old)
    var options = TestSensor.client
    options.proxy = Proxy("127.0.0.1:\(closed.port)")
    let renewal = Renewal(
      credentials,
      files: sensor.files,
      options: options,
      group: sensor.group,
      pauses: (.milliseconds(5), .milliseconds(5)),
      now: TestSensor.now,
      say: { sensor.say($0) }
    )
    await withTaskGroup { tasks in
      tasks.addTask { await renewal.run() }
      while closed.tunnels.count < 3 { await Task.yield() }
      tasks.cancelAll()
    }
    #expect(sensor.sentences.contains { $0.contains("not renewed yet") && $0.contains("503") })
    let kept = try SensorIdentity(sensor.files, finishing: true)
    #expect(kept.certificate == old.certificate)
  }

  /// Where a crash may leave a renewal.
  enum Crash: CaseIterable {
    case beforeAnswer, afterAnswer, afterKey
  }

  @Test(
    "A renewal that a crash interrupts leaves a key and its certificate",
    arguments: Crash.allCases
  )
  func interrupted(_ crash: Crash) async throws {
    let sensor = try TestSensor()
    let next = try sensor.enrolled(at: 1)
    let files = sensor.files
    let certificate = try String(contentsOfFile: files.certificate, encoding: .utf8)
    let key = try String(contentsOfFile: files.key, encoding: .utf8)
    let old = try sensor.enrolled(at: 1)
    switch crash {
    case .beforeAnswer: try sensor.write(key, files.nextKey)
    case .afterAnswer:
      try sensor.write(key, files.nextKey)
      try sensor.write(certificate, files.nextCertificate)
    case .afterKey:
      try sensor.write(key, files.key)
      try sensor.write(certificate, files.nextCertificate)
    }
    let found = try SensorIdentity(files, finishing: true)
    let expected = crash == .beforeAnswer ? old : next
    #expect(found.certificate == expected.certificate)
    #expect(!FileManager.default.fileExists(atPath: files.nextKey))
    #expect(!FileManager.default.fileExists(atPath: files.nextCertificate))
  }

  @Test("A key of another certificate is refused with the file")
  func mismatched() throws {
    let sensor = try TestSensor()
    _ = try sensor.enrolled(at: 1)
    try sensor.write(SensorKey().pem, sensor.files.key)
    let error = #expect(throws: SensorError.self) {
      try SensorIdentity(sensor.files, finishing: false)
    }
    #expect(error?.place == sensor.files.key)
  }
}
