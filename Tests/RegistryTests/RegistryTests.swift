import Foundation
import Registry
import Schema
import Shipping
import Testing

@Suite("The registry of sensors")
struct RegistryTests {
  private static let now = TestRegistry.now

  private func certificate(_ serial: String) -> IssuedCertificate {
    IssuedCertificate(pem: "", serial: serial, validFrom: 0, validUntil: 1_730_000_000)
  }

  @Test("A sensor is there for whoever opens the file, and its name is taken for ever")
  func sensors() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    let error = #expect(throws: RegistryError.self) { try test.add("tokyo-1") }
    #expect(error?.place == "tokyo-1")
    let other = try Registry(path: test.registry.path)
    let read = try #require(try other.sensor(named: "tokyo-1"))
    #expect(read.sensor == Sensor(name: "tokyo-1", region: Region("JP"), group: .domestic))
    #expect(read.note == "rack 4" && read.state == .active && read.created == Self.now)
    try other.retire("tokyo-1", at: Self.now, by: "ben")
    #expect(try test.registry.sensors().map(\.state) == [.retired])
    #expect(throws: RegistryError.self) { try test.add("tokyo-1") }
  }

  @Test("The file is its owner's alone, and no secret stands in it")
  func secrets() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    let secret = [UInt8]("0123456789abcdef0123456789ABCDEF".utf8)
    try test.registry.addToken(secret: secret, for: "tokyo-1", at: Self.now, by: "ana")
    try test.registry.addUploadToken(secret: secret, for: "tokyo-1", at: Self.now, by: "ana")
    for name in try FileManager.default.contentsOfDirectory(atPath: test.folder) {
      let path = "\(test.folder)/\(name)"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
      let bytes = try Data(contentsOf: URL(filePath: path))
      #expect(bytes.range(of: Data(secret)) == nil, "\(name)")
      #expect(bytes.range(of: Data(Secret.text(of: secret).utf8)) == nil, "\(name)")
    }
  }

  @Test("A token enrols once, within 24 hours, and a newer one makes it void")
  func tokens() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    let registry = test.registry
    let issued = certificate("a1")
    let first = Secret.random()
    let second = Secret.random()
    try registry.addToken(secret: first, for: "tokyo-1", at: Self.now, by: "ana")
    try registry.addToken(secret: second, for: "tokyo-1", at: Self.now, by: "ana")
    #expect(try registry.redeem(secret: first, at: Self.now) { _ in issued } == nil)
    let late = Self.now + 24 * TestRegistry.hour
    #expect(try registry.redeem(secret: second, at: late) { _ in issued } == nil)
    let redeemed = try #require(try registry.redeem(secret: second, at: late - 1) { _ in issued })
    #expect(redeemed.sensor == "tokyo-1")
    #expect(try registry.redeem(secret: second, at: late - 1) { _ in issued } == nil)
    #expect(try registry.standing(ofCertificate: "a1", sensor: "tokyo-1") == .good)
  }

  @Test("A token stays as it was when no certificate can be signed")
  func unsigned() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    let issued = certificate("a1")
    let secret = Secret.random()
    try test.registry.addToken(secret: secret, for: "tokyo-1", at: Self.now, by: "ana")
    #expect(throws: ShippingError.self) {
      try test.registry.redeem(secret: secret, at: Self.now) { _ in
        throw ShippingError(place: "", rule: "", remedy: "")
      }
    }
    #expect(try test.registry.redeem(secret: secret, at: Self.now) { _ in issued } != nil)
  }

  @Test("A certificate counts for its own sensor, until it is revoked or the sensor retires")
  func standing() throws {
    let test = try TestRegistry()
    let registry = test.registry
    try test.add("tokyo-1")
    try test.add("lima-1")
    for (serial, sensor) in [("a1", "tokyo-1"), ("a2", "tokyo-1"), ("b1", "lima-1")] {
      try registry.keepRenewal(certificate(serial), of: sensor, at: Self.now)
    }
    #expect(try registry.standing(ofCertificate: "a1", sensor: "lima-1") == .unknown)
    #expect(try registry.standing(ofCertificate: "c1", sensor: "lima-1") == .unknown)
    // Another program's revocation is seen at once.
    let other = try Registry(path: registry.path)
    #expect(try other.revoke("tokyo-1", at: Self.now, by: "ana") == 2)
    #expect(try registry.standing(ofCertificate: "a2", sensor: "tokyo-1") == .revoked)
    #expect(try registry.certificateEnd(of: "tokyo-1") == nil)
    #expect(try registry.certificateEnd(of: "lima-1") == 1_730_000_000)
    try other.retire("lima-1", at: Self.now, by: "ana")
    #expect(try registry.standing(ofCertificate: "b1", sensor: "lima-1") == .retired)
    #expect(throws: RegistryError.self) {
      try registry.keepRenewal(certificate("b2"), of: "lima-1", at: Self.now)
    }
  }

  @Test("An upload token brings captures of its sensor, until it is revoked")
  func uploads() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    let secret = Secret.random()
    try test.registry.addUploadToken(secret: secret, for: "tokyo-1", at: Self.now, by: "ana")
    #expect(try test.registry.sensor(ofUploadToken: secret) == "tokyo-1")
    #expect(try test.registry.sensor(ofUploadToken: Secret.random()) == nil)
    _ = try test.registry.revoke("tokyo-1", at: Self.now, by: "ana")
    #expect(try test.registry.sensor(ofUploadToken: secret) == nil)
  }

  @Test("Receipts add up by the day, and the last word of a sensor is kept")
  func receipts() throws {
    let test = try TestRegistry()
    let registry = test.registry
    try test.add("tokyo-1")
    let next = Self.now + 24 * TestRegistry.hour
    try registry.noteSegment(of: "tokyo-1", bytes: 100, at: Self.now, clockOffset: 7)
    try registry.noteSegment(of: "tokyo-1", bytes: 50, at: Self.now + 1, clockOffset: -3)
    try registry.noteRefusal("digest", of: "tokyo-1", at: next, clockOffset: nil)
    #expect(
      try registry.receipts(of: "tokyo-1", since: CivilDay(number: 0)) == [
        // 2024-07-15 is day 19,919 since 1970.
        SensorReceipts(day: CivilDay(number: 19_919), segments: 2, bytes: 150),
        SensorReceipts(day: CivilDay(number: 19_920), refused: ["digest": 1]),
      ]
    )
    let report = SensorReport(
      version: "1",
      started: 1,
      time: 2,
      clockOffset: nil,
      lastPacket: 3,
      unshippedSegments: .max,
      unshippedBytes: 5,
      spoolLimit: 6,
      freeBytes: 7,
      lastSequence: 8,
      interfaces: [.init(name: "eth0", isUp: true, received: 9, dropped: 1)],
      gaps: [.init(firstSequence: 1, lastSequence: 2, from: 3, until: 4, bytes: 5)],
      certificateUntil: 9
    )
    #expect(try registry.contacts() == ["tokyo-1": SensorContact(heard: next, clockOffset: -3)])
    try registry.keep(report, of: "tokyo-1", at: next + 1, clockOffset: 4)
    #expect(
      try registry.contacts() == [
        "tokyo-1": SensorContact(heard: next + 1, clockOffset: 4, report: report)
      ]
    )
  }

  @Test("Who changed what is written down, the newest first")
  func audit() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    try test.registry.retire("tokyo-1", at: Self.now + 1, by: "ben")
    #expect(
      try test.registry.audit(latest: 2) == [
        AuditEntry(time: Self.now + 1, who: "ben", what: "sensor tokyo-1 retired"),
        AuditEntry(time: Self.now, who: "ana", what: "sensor tokyo-1 added"),
      ]
    )
  }

  @Test("A file that is no registry is refused with a sentence")
  func damaged() throws {
    let test = try TestRegistry()
    let path = "\(test.folder)/other.sqlite"
    try Data(repeating: 7, count: 4096).write(to: URL(filePath: path))
    let error = #expect(throws: RegistryError.self) { try Registry(path: path) }
    #expect(error?.place == path)
    #expect(try Registry.ifPresent("\(test.folder)/none.sqlite") == nil)
  }
}
