import Schema
import Testing
import Wire

@testable import Enrichment

@Suite("Loading of sources")
struct EnrichmentLoaderTests {
  @Test("A folder's files are taken in their order: installed data, the user's tables, lists")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("3221225984,3221226239,JP\n", to: "geoip")
    try folder.write("2001:db8::,2001:db8::1,DE\n", to: "geoip6")
    try folder.write(
      "aut-num: AS64500\nname: OLD\n\nnet: 192.0.2.0/24\naut-num: 64500\n",
      to: "networks.txt"
    )
    try folder.write(
      "network,country,asn,name\n192.0.2.128/25,TW,,\n192.0.2.0/32,,64500,NEW\n",
      to: "own.csv"
    )
    try folder.write("192.0.2.9\n", to: "lists/censys.txt")
    try folder.write("10.0.0.0/8\n", to: "lists/private.txt")
    try folder.write("not read", to: "VERSIONS")
    let snapshot = try EnrichmentLoader(folder: folder.path).load()
    #expect(
      snapshot.provenance.map(\.kind) == [
        .regionText, .regionText, .networkDump, .rangeCSV, .scannerList, .specialPurpose,
        .specialPurpose,
      ]
    )
    // The table says another region for the upper half only, and a newer name of the network.
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 127)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 128)) == Region("TW"))
    let index = snapshot.network(of: IPv4Address(192, 0, 2, 200))
    #expect(snapshot.network(at: index) == Network(number: 64500, name: "NEW"))
    #expect(snapshot.region(of: try #require(IPv6Address("2001:db8::1"))) == Region("DE"))
    let scanner = snapshot.organisation(of: IPv4Address(192, 0, 2, 9))
    #expect(
      snapshot.organisations[Int(scanner)] == KnownScanner(name: "censys", list: "censys")
    )
    #expect(snapshot.organisation(of: IPv4Address(10, 0, 0, 1)) == 0)
  }

  @Test("A list of private addresses is read where it is named by its path")
  func namedSpecialPurposeList() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("10.0.0.0/8\n", to: "private.txt")
    var loader = EnrichmentLoader()
    try loader.addScannerLists(at: path)
    #expect(try loader.load().organisation(of: IPv4Address(10, 0, 0, 1)) == 1)
  }

  @Test("A folder without lists and a list that is not there are refused")
  func missingLists() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let empty = #expect(throws: EnrichmentError.self) {
      var loader = EnrichmentLoader()
      try loader.addScannerLists(at: path)
    }
    #expect(empty?.problem == "the folder holds no scanner list")
    let missing = #expect(throws: EnrichmentError.self) {
      var loader = EnrichmentLoader()
      try loader.addScannerLists(at: "/no/such/list.txt")
      return try loader.load()
    }
    #expect(missing?.problem == "cannot be opened: No such file or directory")
  }

  @Test("A table's format is known by its name, and any other name is refused")
  func tables() throws {
    var loader = EnrichmentLoader()
    try loader.addTable(at: "own.csv")
    try loader.addTable(at: "GeoLite2-ASN.mmdb")
    #expect(loader.sources.map(\.kind) == [.rangeCSV, .maxMindDatabase])
    let error = #expect(throws: EnrichmentError.self) {
      var loader = EnrichmentLoader()
      try loader.addTable(at: "own.txt")
    }
    #expect(error?.remedy == "give a file whose name ends with .csv or .mmdb")
  }

  @Test("A folder without data says how to fetch it")
  func emptyFolder() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let error = #expect(throws: EnrichmentError.self) { try EnrichmentLoader(folder: path) }
    #expect(
      error?.description
        == "\(path): the folder holds no enrichment data; "
        + "run Scripts/install-enrichment, or name the folder that it filled"
    )
  }

  @Test("A folder that is not there is refused")
  func missingFolder() {
    let error = #expect(throws: EnrichmentError.self) { try EnrichmentLoader(folder: "/no/such") }
    #expect(error?.problem == "the folder cannot be read")
  }

  @Test("Without sources everything but special purpose is unknown")
  func noSources() throws {
    let snapshot = try EnrichmentLoader().load()
    #expect(snapshot.region(of: IPv4Address(8, 8, 8, 8)) == .unknown)
    #expect(snapshot.network(at: snapshot.network(of: IPv4Address(8, 8, 8, 8))) == .unknown)
    #expect(snapshot.organisation(of: IPv6Address(rawValue: 1)) == 0)
    #expect(snapshot.isBogon(IPv6Address(rawValue: 1)))
    #expect(snapshot.provenance.map(\.kind) == [.specialPurpose])
  }
}
