import FoundationEssentials
import Testing
import Wire

@testable import Enrichment

@Suite("Scanner lists")
struct ScannerListTests {
  static func list(_ text: String, named name: String) throws -> ScannerList {
    let folder = try TemporaryFolder()
    return try ScannerList(contentsOf: try folder.write(text, to: name))
  }

  static func snapshot(_ lists: [(name: String, text: String)]) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    var loader = EnrichmentLoader()
    for list in lists {
      loader.sources.append(
        .init(kind: .scannerList, path: try folder.write(list.text, to: list.name))
      )
    }
    return try loader.load()
  }

  @Test("Lines of addresses and prefixes belong to the organisation of the file's name")
  func lines() throws {
    let list = try Self.list(
      "# comment\n192.0.2.0/25\n\n  192.0.2.200  \n2001:db8::/64\n",
      named: "openfilters_censys_v4.txt"
    )
    #expect(list.organisations == ["censys"])
    #expect(list.count == 3)
  }

  @Test(
    "A comment behind an address names the organisation",
    arguments: [
      ("pinger1a.netsec.colostate.edu", "colostate.edu"), ("binaryedge.ninja.", "binaryedge.ninja"),
      ("probe7.example.ac.uk", "example.ac.uk"), ("pinger-e1.ant.isi.edu", "isi.edu"),
      ("cortex xpanse", "cortex xpanse"), ("shodan.io (parking)", "shodan.io"),
      ("shodan.io(parking)", "shodan.io"), ("192.0.2.1", "scanners"), ("(unknown)", "scanners"),
      ("", "scanners"),
    ]
  )
  func comments(comment: String, organisation: String) throws {
    let list = try Self.list("192.0.2.1 # \(comment)\n", named: "scanners.txt")
    #expect(list.organisations == [organisation])
  }

  @Test("A MISP warning list names its organisation in its title and its day in its version")
  func warningList() throws {
    let list = try Self.list(
      """
      {"name": "Censys IP Ranges Used for Scanning", "version": 20260811, "type": "cidr",
       "description": "a list", "list": ["162.142.125.0/24", "2602:80d:1000:b0cc:e::/80"]}
      """,
      named: "list.json"
    )
    #expect(list.name == "Censys IP Ranges Used for Scanning")
    #expect(list.organisations == ["Censys"])
    #expect(list.date?.description == "2026-08-11")
    #expect(list.count == 2)
  }

  @Test(
    "Titles of warning lists are cut to the organisation",
    arguments: [
      ("Shodan IP-Ranges, pot. used for Scanning", "Shodan"),
      (
        "Coalition signals intelligence IP Ranges Used for Scanning",
        "Coalition signals intelligence"
      ),
      ("List of published IP address ranges for Modat Scanner", "Modat"),
      (
        "List of published IP address ranges for Internet Cleanup Foundation scanners",
        "Internet Cleanup Foundation"
      ),
      ("CIRCL IP address used for SSH scanning", "CIRCL"), ("Somebody", "Somebody"),
    ]
  )
  func titles(title: String, organisation: String) {
    #expect(ScannerList.organisation(ofTitle: title) == organisation)
  }

  @Test("In a short list every malformed line is an error with its number")
  func malformedLine() throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.list("192.0.2.1\nC192.0.2.2 # a typing error\n", named: "scanners.txt")
    }
    #expect(error?.place == .line(2))
    #expect(
      error?.problem == "\"C192.0.2.2 # a typing error\" is not an address or a prefix"
    )
  }

  @Test("In a long list one malformed line in a thousand is left out and kept for the reader")
  func tolerance() throws {
    let lines = (0..<999).map { "192.0.\($0 / 256).\($0 % 256)" }
    let list = try Self.list((lines + ["oops"]).joined(separator: "\n"), named: "scanners.txt")
    #expect(list.count == 999)
    #expect(list.skipped.map(\.place) == [.line(1000)])
    #expect(throws: EnrichmentError.self) {
      try Self.list((["oops", "oops"] + lines).joined(separator: "\n"), named: "scanners.txt")
    }
  }

  @Test("A malformed entry of a warning list is an error with its place")
  func malformedEntry() throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.list(#"{"name": "A", "list": ["192.0.2.0/24", "192.0.2.0/40"]}"#, named: "a.json")
    }
    #expect(error?.place == .entry(2))
  }

  @Test(
    "A file that is no warning list is refused",
    arguments: ["", "[]", "{\"name\": \"A\"}", "{"]
  )
  func notAWarningList(text: String) throws {
    let error = #expect(throws: EnrichmentError.self) { try Self.list(text, named: "a.json") }
    #expect(error?.problem == "is not a MISP warning list: an object with name and list")
  }

  @Test("Across lists the most specific range decides, then the later list")
  func precedence() throws {
    let snapshot = try Self.snapshot([
      ("one.txt", "192.0.2.7\n192.0.2.64/26\n"), ("two.txt", "192.0.2.0/24\n192.0.2.64/26\n"),
    ])
    func name(_ last: UInt8) -> String {
      snapshot.organisations[Int(snapshot.organisation(of: IPv4Address(192, 0, 2, last)))].name
    }
    #expect(name(6) == "two")
    #expect(name(7) == "one")
    #expect(name(8) == "two")
    #expect(name(64) == "two")
    #expect(snapshot.organisation(of: IPv4Address(192, 0, 3, 0)) == 0)
    #expect(snapshot.organisations[0] == .none)
  }

  @Test("A list of private addresses is known for what it is")
  func specialPurpose() throws {
    #expect(try Self.list("10.0.0.0/8\nfe80::/10\n", named: "a.txt").isSpecialPurpose)
    #expect(try Self.list("225.0.0.0/8\nff02::1\n", named: "a.txt").isSpecialPurpose)
    #expect(try !Self.list("10.0.0.0/8\n8.8.8.8\n", named: "a.txt").isSpecialPurpose)
    // Single addresses may be scanners of a laboratory.
    #expect(try !Self.list("10.0.0.1\n192.0.2.7\n", named: "a.txt").isSpecialPurpose)
    #expect(try !Self.list("# empty\n", named: "a.txt").isSpecialPurpose)
  }

  // The lists are reference data, which is no part of the project.
  @Test(
    "Every public list loads, and six of them name special-purpose blocks",
    .enabled(if: InstalledData.hasLists, "the reference data is not there")
  )
  func publicLists() throws {
    var special: Set<String> = []
    var skipped: [String: [EnrichmentError.Place?]] = [:]
    var count = 0
    for name in try InstalledData.names(in: InstalledData.lists) {
      let list = try ScannerList(contentsOf: "\(InstalledData.lists)/\(name)")
      #expect(list.count > 0, "\(name)")
      count += 1
      if list.isSpecialPurpose { special.insert(name) }
      if !list.skipped.isEmpty { skipped[name] = list.skipped.map(\.place) }
    }
    #expect(count == 125)
    #expect(
      special == [
        "misp_ipv6-linklocal.json", "misp_multicast.json", "misp_rfc1918.json",
        "misp_rfc3849.json", "misp_rfc5735.json", "misp_rfc6598.json",
      ]
    )
    #expect(
      skipped == [
        "maltrail_mass_scanner.txt": [
          .line(16343), .line(16347), .line(17474), .line(17484), .line(18235),
        ]
      ]
    )
  }

  // The lists are reference data, which is no part of the project.
  @Test(
    "A folder of public lists finds Censys and leaves private addresses alone",
    .enabled(if: InstalledData.hasLists, "the reference data is not there")
  )
  func publicFolder() throws {
    var loader = EnrichmentLoader()
    try loader.addScannerLists(at: InstalledData.lists)
    let snapshot = try loader.load()
    let censys = snapshot.organisation(of: IPv4Address(167, 94, 138, 1))
    #expect(snapshot.organisations[Int(censys)].name.lowercased().hasPrefix("censys"))
    #expect(snapshot.organisation(of: IPv4Address(10, 0, 0, 1)) == 0)
    #expect(snapshot.provenance.count { $0.kind == .scannerList } == 119)
  }
}
