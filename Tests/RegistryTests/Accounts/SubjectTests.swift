import Registry
import Testing

@Suite("Accounts whose people a provider names")
struct SubjectTests {
  private static let now = TestRegistry.now
  private static let ana = AccountSubject(issuer: "https://id.example.net", subject: "u-1")
  private static let other = AccountSubject(issuer: "https://id.example.net", subject: "u-2")
  private static let elsewhere = AccountSubject(issuer: "https://id.example.org", subject: "u-1")

  @Test("The first sign-in binds an account to its subject, which alone decides from then on")
  func binding() throws {
    let test = try TestRegistry()
    let registry = test.registry
    try registry.add(Account(name: "ana", role: .analyst, created: Self.now), by: "admin")
    func come(_ subject: AccountSubject, _ name: String) throws -> SubjectSignIn {
      try registry.signIn(subject, named: name, makes: nil, at: Self.now)
    }
    guard case .welcome(let account) = try come(Self.ana, "ANA") else {
      Issue.record("ana is not let in")
      return
    }
    #expect(account.name == "ana" && account.role == .analyst)
    #expect(try come(Self.ana, "renamed") == .welcome(account))
    #expect(try come(Self.other, "ana") == .taken("ana"))
    // The same word of another issuer is somebody else, who may be the same person.
    #expect(try come(Self.elsewhere, "nobody") == .unknown("nobody"))
    #expect(try come(Self.elsewhere, "ana") == .welcome(account))
    #expect(
      try registry.issuers(of: "ana") == ["https://id.example.net", "https://id.example.org"]
    )
    try registry.setActive("ana", false, at: Self.now, by: "admin2")
    #expect(try come(Self.ana, "ana") == .closed("ana"))
    try registry.setActive("ana", true, at: Self.now, by: "admin2")
    try registry.unbind("ana", at: Self.now, by: "admin")
    #expect(try registry.issuers(of: "ana").isEmpty)
    #expect(try come(Self.other, "ana") == .welcome(account))
    let said = try registry.audit(latest: 2).map(\.what)
    #expect(
      said == [
        "account ana is bound to a subject of https://id.example.net",
        "account ana is bound to no subject",
      ]
    )
  }

  @Test("An account is made with its role where the provider gives one, and its name must be one")
  func making() throws {
    let test = try TestRegistry()
    let registry = test.registry
    let found = try registry.signIn(
      Self.ana,
      named: "ana@example.net",
      makes: .partner,
      at: Self.now
    )
    let made = try #require(try registry.account(named: "ana@example.net"))
    #expect(found == .welcome(made))
    #expect(made.role == .partner && made.sensors.isEmpty && !made.hasPassword)
    let wrong = try registry.signIn(Self.other, named: "a b", makes: .admin, at: Self.now)
    #expect(wrong == .unknown("a b"))
    #expect(try registry.accounts().count == 1)
  }

  @Test("Unbinding ends what was begun, and an unknown account has nothing to unbind")
  func unbinding() throws {
    let test = try TestRegistry()
    let registry = test.registry
    _ = try registry.signIn(Self.ana, named: "ana", makes: .analyst, at: Self.now)
    try registry.beginSession(
      secret: Array(repeating: 1, count: 32),
      of: "ana",
      program: "test",
      through: Self.ana.issuer,
      at: Self.now
    )
    #expect(try registry.audit(latest: 1).first?.what == "signed in through https://id.example.net")
    try registry.unbind("ana", at: Self.now, by: "admin")
    #expect(try registry.sessions(of: "ana").isEmpty)
    #expect(throws: RegistryError.self) {
      try registry.unbind("nobody", at: Self.now, by: "admin")
    }
  }
}
