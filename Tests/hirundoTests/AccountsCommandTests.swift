import Testing

/// `hirundo accounts` as a person runs it.
@Suite("hirundo accounts")
struct AccountsCommandTests {
  @Test("An account is added with a link, changed, closed and opened again")
  func changed() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    let added = try await program("accounts", "add", "ana", "--role", "admin")
    #expect(added.status == 0, "\(added.errors)")
    let address = /http:\/\/127\.0\.0\.1:8080\/password\?link=[0-9a-f]{64}\n/
    #expect(added.output.wholeMatch(of: address) != nil, "\(added.output)")
    let url = "https://monitor.example.net"
    let link = try await program("accounts", "link", "ana", "--web-url", url)
    #expect(link.output.hasPrefix("\(url)/password?link="))
    _ = try await program("sensors", "add", "tokyo-1")
    _ = try await program("accounts", "add", "ben", "--role", "analyst")
    let role = try await program("accounts", "role", "ben", "partner", "--sensor", "tokyo-1")
    #expect(role.output == "Account ben is now partner.\n", "\(role.errors)")
    let closed = try await program("accounts", "state", "ben", "closed")
    #expect(closed.output == "Account ben is closed.\n")
    let list = try await program("accounts", "list", "--format", "csv")
    #expect(list.lines[0] == "name,role,sensors,state,created")
    #expect(list.lines[1].hasPrefix("ana,admin,,invited,2"))
    #expect(list.lines[2].hasPrefix("ben,partner,tokyo-1,closed,2"))
    _ = try await program("accounts", "state", "ben", "active")
    #expect(try await program("accounts", "list").output.contains("invited"))
  }

  @Test(
    "What cannot be done is one sentence",
    arguments: [
      (["add", "a b", "--role", "admin"], "the name of the account: "),
      (["add", "ben", "--role", "partner", "--sensor", "nowhere"], "nowhere: "),
      (["link", "nobody"], "nobody: there is no account of this name"),
      (["role", "ana", "partner"], "ana: it is the only admin"),
      (["state", "ana", "closed"], "ana: it is the only admin"),
    ]
  )
  func refused(arguments: [String], sentence: String) async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    _ = try await program("accounts", "add", "ana", "--role", "admin")
    let outcome = try await program(["accounts"] + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
  }
}
