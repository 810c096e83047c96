import Foundation
import Testing

@testable import Store

@Suite("The location of a store")
struct StoreLocationTests {
  @Test("A text without a scheme is a data directory")
  func directory() throws {
    #expect(try StoreLocation(parsing: "data") == .embedded(directory: "data"))
    #expect(try StoreLocation(parsing: "/srv/a:b@c") == .embedded(directory: "/srv/a:b@c"))
  }

  @Test(
    "What is left out of a server's address is ClickHouse's usual",
    arguments: [
      ("http://db", "http://default@db:8123/hirundo"),
      ("https://db/", "https://default@db:8443/hirundo"),
      ("http://me@db:81/scans?cluster=all", "http://me@db:81/scans?cluster=all"),
      ("http://[::1]/x", "http://default@[::1]:8123/x"),
    ]
  )
  func server(_ text: String, _ whole: String) throws {
    #expect("\(try StoreLocation(parsing: text))" == whole)
  }

  @Test(
    "What cannot be used is refused with a remedy",
    arguments: [
      ("", "store: the location is empty; give a data directory"),
      ("ftp://db/x", "ftp://db/x: the scheme is not http or https; "),
      ("http:///x", "http:///x: this is no location; "),
      ("http://db:70000/x", "http://db:70000/x: "),
      ("http://db/a-b", "http://db/a-b: a-b is no name of a database or cluster; "),
      ("http://db/x?clutser=a", "http://db/x?clutser=a: clutser is unknown; "),
      ("http://db/x?cluster=a%27", "http://db/x?cluster=a%27: a' is no name"),
    ]
  )
  func refused(_ text: String, _ start: String) {
    let error = #expect(throws: StoreError.self) { try StoreLocation(parsing: text) }
    #expect(error.map { "\($0)".hasPrefix(start) } == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test(
    "A password in the location is refused and not repeated",
    arguments: ["http://me:se:c@ret@db/x", "http://me:secret@db/x", "http://:secret@db/x"]
  )
  func password(_ text: String) throws {
    let error = try #require(#expect(throws: StoreError.self) { try StoreLocation(parsing: text) })
    #expect(!"\(error)".contains("ret"))
  }

  @Test("The password comes from the first line of a file, or else from the environment")
  func login() async throws {
    let file = "\(FileManager.default.temporaryDirectory.path())/hirundo-\(UUID().uuidString)"
    try Data("from a file\r\nmore\n".utf8).write(to: URL(filePath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    let environment = ["HIRUNDO_STORE_PASSWORD": "from outside"]
    let first = try StoreLogin(passwordFile: file, environment: environment)
    #expect(first.password == "from a file")
    let second = try StoreLogin(passwordFile: nil, environment: environment)
    #expect(second.password == "from outside")
    #expect(try StoreLogin(passwordFile: nil, environment: [:]).password.isEmpty)
    #expect(throws: StoreError.self) {
      try StoreLogin(passwordFile: file + "-absent", environment: environment)
    }
  }

  @Test("A login does not show its password")
  func secret() {
    var shown = ""
    let login = StoreLogin(password: "swallow")
    dump(login, to: &shown)
    #expect(!(shown + "\(login)" + String(reflecting: login)).contains("swallow"))
  }
}
