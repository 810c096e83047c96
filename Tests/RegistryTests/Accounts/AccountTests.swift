import Registry
import Shipping
import Testing

@Suite("Accounts")
struct AccountTests {
  private static let now = TestRegistry.now
  private static let minute: Int64 = 60_000_000_000
  private static let password = "correct horse battery"
  private static let secret = [UInt8](repeating: 7, count: 32)

  private static func add(
    _ name: String,
    _ role: Role,
    to test: borrowing TestRegistry,
    sensors: [String] = []
  ) throws {
    try test.registry.add(
      Account(name: name, role: role, sensors: sensors, created: now),
      by: "setup"
    )
  }

  /// An account that has chosen its password.
  private static func member(_ name: String, _ role: Role, of test: borrowing TestRegistry) throws {
    try add(name, role, to: test)
    try test.registry.addPasswordLink(secret: secret, for: name, at: now, by: "setup")
    _ = try test.registry.choosePassword(password, link: secret, at: now)
  }

  @Test("A name is taken in any case of its letters")
  func names() throws {
    let test = try TestRegistry()
    try Self.add("Ana", .admin, to: test)
    #expect(throws: RegistryError.self) { try Self.add("ana", .analyst, to: test) }
    #expect(try test.registry.account(named: "ANA")?.name == "Ana")
  }

  @Test("A name has no other characters than it may", arguments: ["", "a b", "a\n", "é", "<b>"])
  func badNames(name: String) throws {
    let test = try TestRegistry()
    #expect(throws: RegistryError.self) { try Self.add(name, .analyst, to: test) }
    #expect(try test.registry.accounts().isEmpty)
  }

  @Test("Sensors of a partner are sensors that are there")
  func sensors() throws {
    let test = try TestRegistry()
    try test.add("tokyo-1")
    try Self.add("ben", .partner, to: test, sensors: ["tokyo-1"])
    #expect(try test.registry.account(named: "ben")?.sensors == ["tokyo-1"])
    #expect(throws: RegistryError.self) {
      try Self.add("eve", .partner, to: test, sensors: ["osaka-9"])
    }
    #expect(try test.registry.account(named: "eve") == nil)
  }

  @Test("A link lets choose a password once, within 24 hours")
  func links() throws {
    let test = try TestRegistry()
    try Self.add("ana", .admin, to: test)
    let registry = test.registry
    try registry.addPasswordLink(secret: Self.secret, for: "ana", at: Self.now, by: "setup")
    let later = Self.now + 24 * TestRegistry.hour
    #expect(try registry.account(ofPasswordLink: Self.secret, at: later) == nil)
    #expect(throws: RegistryError.self) {
      try registry.choosePassword("short", link: Self.secret, at: Self.now)
    }
    #expect(try registry.choosePassword(Self.password, link: Self.secret, at: Self.now) != nil)
    #expect(try registry.choosePassword(Self.password, link: Self.secret, at: Self.now) == nil)
    #expect(try registry.account(named: "ana")?.hasPassword == true)
  }

  @Test("Who is unknown, closed, or without a password is told the same as who is wrong")
  func wrong() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    try Self.member("ben", .analyst, of: test)
    try Self.add("eve", .analyst, to: test)
    let registry = test.registry
    try registry.setActive("ben", false, at: Self.now, by: "ana")
    for name in ["ben", "eve", "nobody"] {
      #expect(try registry.signIn(name, password: Self.password, at: Self.now) == .wrong, "\(name)")
    }
    let ana = try #require(try registry.account(named: "ana"))
    #expect(try registry.signIn("ana", password: Self.password, at: Self.now) == .welcome(ana))
  }

  @Test("From the fourth wrong password on, each locks for longer, and a right one clears them")
  func backOff() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    let registry = test.registry
    for _ in 1...4 {
      #expect(try registry.signIn("ana", password: "wrong password", at: Self.now) == .wrong)
    }
    let locked = Self.now + 2_000_000_000
    #expect(
      try registry.signIn("ana", password: Self.password, at: Self.now) == .locked(until: locked)
    )
    #expect(try registry.signIn("ana", password: "wrong password", at: locked) == .wrong)
    #expect(
      try registry.signIn("ana", password: Self.password, at: locked)
        == .locked(until: locked + 4_000_000_000)
    )
    let ana = try #require(try registry.account(named: "ana"))
    #expect(
      try registry.signIn("ana", password: Self.password, at: locked + 4_000_000_000)
        == .welcome(ana)
    )
    #expect(try registry.signIn("ana", password: "wrong password", at: locked) == .wrong)
    #expect(try registry.signIn("ana", password: Self.password, at: locked) == .welcome(ana))
  }

  @Test("A session ends after 12 hours of rest, after 7 days, and when somebody ends it")
  func sessions() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    let registry = test.registry
    let secret = [UInt8](repeating: 9, count: 32)
    try registry.beginSession(secret: secret, of: "ana", program: "Browser 1", at: Self.now)
    #expect(try registry.account(ofSession: secret, at: Self.now)?.name == "ana")
    #expect(try registry.account(ofSession: Self.secret, at: Self.now) == nil)
    #expect(
      try registry.account(ofSession: secret, at: Self.now + 12 * TestRegistry.hour) == nil
    )
    var time = Self.now
    while time < Self.now + 7 * 24 * TestRegistry.hour {
      #expect(try registry.account(ofSession: secret, at: time) != nil)
      time += 11 * TestRegistry.hour
    }
    #expect(try registry.account(ofSession: secret, at: time) == nil)
    let session = try #require(try registry.sessions(of: "ana").first)
    #expect(session.program == "Browser 1")
    #expect(throws: RegistryError.self) {
      try registry.endSession(session.id, of: "ben", at: time, by: "ben")
    }
    try registry.endSession(session.id, of: nil, at: time, by: "ben")
    #expect(try registry.sessions(of: nil).isEmpty)
  }

  @Test("A closed account has no session and no token left")
  func closed() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    try Self.member("ben", .analyst, of: test)
    let registry = test.registry
    let secret = [UInt8](repeating: 9, count: 32)
    try registry.beginSession(secret: secret, of: "ben", program: "", at: Self.now)
    try registry.addAccessToken(
      secret: secret,
      for: "ben",
      note: "notebook",
      scopes: [.read, .sql],
      lifetime: Self.minute,
      at: Self.now
    )
    #expect(try registry.access(ofToken: secret, at: Self.now)?.token.scopes == [.read, .sql])
    #expect(try registry.access(ofToken: secret, at: Self.now + Self.minute) == nil)
    try registry.setActive("ben", false, at: Self.now, by: "ana")
    #expect(try registry.account(ofSession: secret, at: Self.now) == nil)
    #expect(try registry.access(ofToken: secret, at: Self.now) == nil)
    #expect(try registry.accessTokens(of: nil).isEmpty)
  }

  @Test("A token may do no more than its account")
  func scopes() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    try Self.member("ben", .analyst, of: test)
    #expect(throws: RegistryError.self) {
      try test.registry.addAccessToken(
        secret: Self.secret,
        for: "ben",
        note: "",
        scopes: [.admin],
        lifetime: Self.minute,
        at: Self.now
      )
    }
  }

  @Test("The last admin stays one")
  func lastAdmin() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    try Self.member("ben", .analyst, of: test)
    let registry = test.registry
    #expect(throws: RegistryError.self) {
      try registry.setActive("ana", false, at: Self.now, by: "ana")
    }
    #expect(throws: RegistryError.self) {
      try registry.change("ana", to: .analyst, at: Self.now, by: "ana")
    }
    try registry.change("ben", to: .admin, at: Self.now, by: "ana")
    try registry.change("ana", to: .analyst, at: Self.now, by: "ben")
    #expect(try registry.account(named: "ana")?.role == .analyst)
  }

  @Test("Neither a password nor a secret stands in the audit trail or the file's text")
  func secrets() throws {
    let test = try TestRegistry()
    try Self.member("ana", .admin, of: test)
    let said = try test.registry.audit(latest: 100).map(\.what).joined(separator: "\n")
    #expect(said.contains("password chosen"))
    #expect(!said.contains(Self.password) && !said.contains(Secret.text(of: Self.secret)))
  }
}
