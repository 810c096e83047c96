import Foundation
import Schema
import Testing

@Suite("The tables of the store (docs/schema.md)")
struct StoreTableTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/schema.md")

  @Test("The page is what the definitions say; Scripts/update-goldens writes it anew")
  func documentation() throws {
    if ProcessInfo.processInfo.environment["HIRUNDO_UPDATE_GOLDENS"] != nil {
      try SchemaPage.text.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    #expect(written == SchemaPage.text)
  }

  @Test("Table packets has the columns of the record, in this order")
  func packets() {
    #expect(
      StoreTable.packets.columns.map(\.name) == [
        "time", "nanosecond", "sensor", "sequence", "source", "target", "protocol", "has_ports",
        "source_port", "target_port", "icmp_type_code", "tcp_flags", "tcp_window", "tcp_sequence",
        "identification", "ttl", "length", "tcp_options", "region", "network", "class", "tags",
        "hints",
        "anomalies",
      ]
    )
  }

  @Test("Names are words in lower case, once in a table", arguments: StoreTable.all)
  func names(_ table: StoreTable) {
    let names = table.columns.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names + [table.name] {
      #expect(name.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(name)")
    }
    #expect(Set(StoreTable.all.map(\.name)).count == StoreTable.all.count)
  }

  @Test("Order and version are columns of the table", arguments: StoreTable.all)
  func references(_ table: StoreTable) {
    #expect(!table.order.isEmpty)
    for name in table.order { #expect(table[name] != nil, "\(name)") }
    if case .replacing(let version) = table.engine { #expect(table[version]?.type == .uint64) }
    #expect(table["no_such_column"] == nil)
  }

  @Test(
    "A row that replaces another lies in the same part: the parts follow from what never changes",
    arguments: StoreTable.all
  )
  func partitions(_ table: StoreTable) {
    let expected = [
      "packets": "toDate(time)", "daily": "toMonday(day)", "daily_ports": "toMonday(day)",
      "daily_stacks": "toMonday(day)", "segments": "toYYYYMM(day)",
    ]
    #expect(table.partition == expected[table.name])
  }

  @Test("A meaning is one sentence without its full stop", arguments: StoreTable.all)
  func meanings(_ table: StoreTable) {
    for meaning in table.columns.map(\.meaning) + [table.meaning] {
      #expect(!meaning.hasSuffix(".") && !meaning.contains(". "), "\(meaning)")
      #expect(meaning.first.map { $0.isUppercase || $0.isNumber } ?? false, "\(meaning)")
      #expect(!meaning.contains("|"), "\(meaning)")
    }
  }

  @Test("Every example is a value of its column", arguments: StoreTable.all)
  func examples(_ table: StoreTable) {
    for column in table.columns {
      let example = column.example
      let fits =
        switch column.type {
        case .uint8: UInt8(example) != nil
        case .uint16: UInt16(example) != nil
        case .uint32: UInt32(example) != nil
        case .uint64: UInt64(example) != nil
        case .int64: Int64(example) != nil
        case .date: CivilDay(example) != nil
        case .dateTime: example.wholeMatch(of: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/) != nil
        case .enumeration(let names): names.contains(example)
        case .words: example.hasPrefix("[\"") && example.hasSuffix("\"]")
        case .numbers: example.hasPrefix("[") && example.hasSuffix("]")
        case .fixedString, .string, .word: !example.isEmpty
        }
      #expect(fits, "\(table.name).\(column.name): \(example)")
    }
  }

  @Test("Classes in the store have the numbers and names of traffic classes")
  func classes() {
    #expect(
      StoreTable.packets["class"]?.type.description
        == "Enum8('scan' = 0, 'backscatter' = 1, 'amplification-request' = 2, 'other' = 3)"
    )
    #expect(TrafficClass.allCases.enumerated().allSatisfy { $0 == $1.rawValue })
  }

  @Test("A column of several tables of packets is the same column")
  func shared() {
    let names = [
      "source", "sensor", "protocol", "has_ports", "target_port", "class", "region", "network",
      "tags", "hints",
    ]
    for name in names { #expect(StoreTable.packets[name] == StoreTable.daily[name], "\(name)") }
    for column in StoreTable.dailyPorts.columns {
      #expect(StoreTable.daily[column.name] == column, "\(column.name)")
    }
    for name in ["source", "network", "tcp_window", "tcp_options", "tags", "stack"] {
      #expect(StoreTable.dailyStacks[name] == StoreTable.packets[name], "\(name)")
    }
    for name in ["day", "packets", "first_seen", "last_seen"] {
      #expect(StoreTable.dailyStacks[name] == StoreTable.daily[name], "\(name)")
    }
  }

  @Test(
    "Types have the names of ClickHouse",
    arguments: [
      (.uint8, "UInt8"), (.uint16, "UInt16"), (.uint32, "UInt32"), (.uint64, "UInt64"),
      (.int64, "Int64"), (.date, "Date"), (.dateTime, "DateTime('UTC')"),
      (.fixedString(16), "FixedString(16)"), (.string, "String"), (.word, "String"),
      (.words, "Array(String)"), (.numbers, "Array(UInt64)"),
      (.enumeration(["a", "b"]), "Enum8('a' = 0, 'b' = 1)"),
    ] as [(StoreType, String)]
  )
  func types(_ type: StoreType, _ name: String) {
    #expect(type.description == name)
  }
}
