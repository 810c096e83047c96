import Schema
import Testing
import Wire

@Suite("Filters of packets")
struct PacketFilterTests {
  private static let directory = SensorDirectory(
    [
      Sensor(name: "tokyo-1", region: Region("JP")), Sensor(name: "tokyo-2", region: Region("JP")),
      Sensor(name: "lima-1", region: Region("PE")),
    ],
    home: Region("JP")
  )

  @Test("Every kind reads its words, several with commas between them")
  func words() throws {
    var filter = PacketFilter()
    try filter.add("tokyo-1,lima-1", to: .sensor)
    try filter.add("Domestic", to: .group)
    try filter.add("br,unknown", to: .region)
    try filter.add("AS64500,64501,as7,unknown", to: .network)
    try filter.add("8728/TCP,icmp,GRE", to: .port)
    try filter.add("mirai", to: .tag)
    try filter.add("scan,backscatter", to: .class)
    try filter.add("192.0.2.1,198.51.100.0/24,2001:db8::/32", to: .source)
    try filter.add("1024:2:1460:", to: .stack)
    try filter.add("tcp,GRE,ICMPv6,132", to: .protocol)
    #expect(filter.sensors == ["tokyo-1", "lima-1"])
    #expect(filter.groups == [.domestic])
    #expect(filter.regions.map(\.description) == ["BR", "unknown"])
    #expect(filter.networks == [64500, 64501, 7, 0])
    #expect(filter.labels == [.tcp(8728), .icmp, .protocol(.gre)])
    #expect(filter.tags == ["mirai"])
    #expect(filter.classes == [.scan, .backscatter])
    #expect(
      filter.sources.map(\.description) == ["192.0.2.1/32", "198.51.100.0/24", "2001:db8::/32"]
    )
    #expect(filter.stacks == ["1024:2:1460:"])
    #expect(filter.protocols.map(\.rawValue) == [6, 47, 58, 132])
  }

  @Test("Words of one kind add up")
  func addition() throws {
    var filter = PacketFilter()
    try filter.add("23/TCP", to: .port)
    try filter.add("2323/TCP", to: .port)
    #expect(filter.labels == [.tcp(23), .tcp(2323)])
  }

  @Test(
    "A word that is none is refused with the option and its valid form",
    arguments: [
      (.sensor, ""), (.sensor, "a\u{7}"), (.group, ""), (.region, "Brazil"), (.region, "B1"),
      (.network, "AS"), (.network, "4294967296"), (.network, "-1"), (.port, "8728"),
      (.port, "8728/SCTP"), (.tag, ""), (.class, "Scan"), (.class, "scan,"), (.source, "192.0.2"),
      (.source, "192.0.2.0/33"), (.source, "example.org"), (.stack, "1024"), (.protocol, "256"),
      (.protocol, "IPPROTO 58"), (.protocol, "23/TCP"), (.protocol, "x"),
    ] as [(PacketFilter.Kind, String)]
  )
  func refused(_ kind: PacketFilter.Kind, _ words: String) {
    var filter = PacketFilter()
    let error = #expect(throws: SchemaError.self) { try filter.add(words, to: kind) }
    #expect(error?.place == "--\(kind.rawValue)")
    #expect(error?.remedy == kind.form)
  }

  @Test("A refusal is one sentence")
  func sentence() {
    var filter = PacketFilter()
    let error = #expect(throws: SchemaError.self) { try filter.add("Brazil", to: .region) }
    #expect(
      error?.description == "--region: \"Brazil\" is no region; "
        + "write two letters of ISO 3166-1, such as BR, or unknown"
    )
  }

  @Test("Groups become the names of their sensors, within the sensors that were named")
  func groups() throws {
    var filter = PacketFilter()
    #expect(try filter.naming(sensorsIn: Self.directory) == filter)
    filter.groups = [.domestic]
    let named = try filter.naming(sensorsIn: Self.directory)
    #expect(named.sensors == ["tokyo-1", "tokyo-2"] && named.groups == [])
    filter.sensors = ["lima-1", "tokyo-2"]
    #expect(try filter.naming(sensorsIn: Self.directory).sensors == ["tokyo-2"])
  }

  @Test("A group without sensors, and sensors outside of the group, are refused")
  func emptyGroups() {
    var filter = PacketFilter()
    filter.groups = [SensorGroup(rawValue: "moon")]
    var error = #expect(throws: SchemaError.self) {
      try filter.naming(sensorsIn: Self.directory)
    }
    #expect(
      error?.description == "--group: no sensor is in the group \"moon\"; "
        + "give sensors this group in the sensor file, or name another"
    )
    filter.groups = [.domestic]
    filter.sensors = ["lima-1"]
    error = #expect(throws: SchemaError.self) { try filter.naming(sensorsIn: Self.directory) }
    #expect(
      error?.description == "--sensor and --group: none of the sensors is in the group; "
        + "leave one of the two out"
    )
  }

  @Test("Every kind reads columns that table packets has", arguments: PacketFilter.Kind.allCases)
  func columns(_ kind: PacketFilter.Kind) {
    #expect(!kind.columns.isEmpty)
    for column in kind.columns { #expect(StoreTable.packets[column] != nil, "\(column)") }
  }
}
