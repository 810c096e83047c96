import Foundation
import Registry
import Testing
import Web

@testable import hirundo

@Suite("The provider of OpenID Connect in hirundo.yaml")
struct OpenIDConfigurationTests {
  private static let whole = """
    serve:
      open-id:
        issuer: https://id.example.net/realms/monitor
        client: hirundo
        secret-file: FOLDER/secret
        name: Example ID
        scopes: [email, groups]
        name-claim: preferred_username
        accounts: made
        role-claim: realm_access.roles
        roles: {monitor: analyst, monitor-admins: admin}

    """

  private func read(_ text: String, in folder: String) throws -> Configuration {
    let file = "\(folder)/hirundo.yaml"
    try Data(text.replacing("FOLDER", with: folder).utf8).write(to: URL(filePath: file))
    return try Configuration(reading: file)
  }

  @Test("All of its keys are read, and its secret from a file that others may not read")
  func whole() throws {
    let folder = try TemporaryFolder()
    let configuration = try read(Self.whole, in: folder.path)
    let settings = try #require(configuration.openID)
    #expect(settings.issuer == "https://id.example.net/realms/monitor")
    #expect(settings.client == "hirundo" && settings.name == "Example ID")
    #expect(settings.scopes == ["openid", "email", "groups"])
    #expect(settings.nameClaim == "preferred_username" && settings.admission == .made)
    #expect(settings.roleClaim == "realm_access.roles")
    #expect(settings.roles == ["monitor": .analyst, "monitor-admins": .admin])
    #expect(settings.secret == nil)
    let absent = #expect(throws: InputError.self) { try configuration.openIDWithSecret() }
    #expect("\(absent.map { "\($0)" } ?? "")".contains("/secret: there is no such file"))
    try folder.write("a word\n", to: "secret")
    let file = "\(folder.path)/secret"
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    let open = #expect(throws: InputError.self) { try configuration.openIDWithSecret() }
    #expect("\(open.map { "\($0)" } ?? "")".hasSuffix("chmod 640 it"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    #expect(try configuration.openIDWithSecret()?.secret == ClientSecret("a word"))
  }

  @Test("Two keys are enough, for people whose accounts an admin made")
  func least() throws {
    let folder = try TemporaryFolder()
    let text = "serve:\n  open-id: {issuer: 'http://127.0.0.1:8000/o', client: x}\n"
    let settings = try #require(try read(text, in: folder.path).openIDWithSecret())
    #expect(settings.scopes == ["openid", "email"] && settings.nameClaim == "email")
    #expect(settings.admission == .existing && settings.name == "127.0.0.1")
    #expect(try read("home: JP\n", in: folder.path).openIDWithSecret() == nil)
  }

  @Test(
    "What cannot be meant is refused with file, line and remedy",
    arguments: [
      ("client: hirundo", "colour: red", "line 4: open-id: the key colour is unknown"),
      ("client: hirundo", "client: ''", "client: the key has no value"),
      ("https://id", "http://id", "line 3: issuer: this is no address of a provider"),
      ("accounts: made", "accounts: all", "line 9: accounts: all is neither existing nor made"),
      ("accounts: made", "accounts: existing", "accounts: accounts are made where"),
      ("monitor: analyst", "monitor: king", "roles: king is no role"),
      ("{monitor: analyst, monitor-admins: admin}", "analyst", "roles: there are no values"),
    ]
  )
  func refused(old: String, new: String, sentence: String) throws {
    let folder = try TemporaryFolder()
    let text = Self.whole.replacing(old, with: new)
    let path = folder.path
    let error = #expect(throws: InputError.self) { try read(text, in: path) }
    let said = error.map { "\($0)" } ?? ""
    #expect(said.hasPrefix("\(path)/hirundo.yaml, line"), "\(said)")
    #expect(said.contains(sentence), "\(said)")
  }

  @Test("hirundo doctor looks at the form, and at the file of the secret")
  func doctor() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.whole.replacing("FOLDER", with: folder.path),
      to: "data/hirundo.yaml"
    )
    let program = Program(folder: folder.path)
    func line() async throws -> String {
      let outcome = try await program("doctor", "--data", "data", "--format", "csv")
      #expect(!outcome.output.contains("swallow"))
      return outcome.lines.first { $0.hasPrefix("sign-in,") }.map(String.init) ?? ""
    }
    #expect(try await line().hasPrefix("sign-in,fail,"))
    try folder.write("swallow\n", to: "secret")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600],
      ofItemAtPath: "\(folder.path)/secret"
    )
    let found = try await line()
    #expect(found.hasPrefix("sign-in,ok,"))
    #expect(found.contains("through https://id.example.net/realms/monitor as hirundo"))
  }
}
