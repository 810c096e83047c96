import Schema
import Testing

@testable import Tally

@Suite("Packets by label on a sensor-day")
struct LabelTableTests {
  @Test("a count passes 32 bits in a quiet and in a busy table", arguments: [false, true])
  func largeCounts(isDense: Bool) {
    var table = LabelTable(isDense: isDense)
    defer { table.deallocate() }
    table.add(0xFFFF_FFFF, to: 23)
    table.count(23)
    table.add(0x3_0000_0001, to: 23)
    table.count(131_327)
    let counts = table.counts.sorted { $0.label < $1.label }
    #expect(counts.map(\.label.rawValue) == [23, 131_327])
    #expect(counts.map(\.packets) == [0x4_0000_0001, 1])
  }

  @Test("a day that turns out busy keeps what it counted while it was quiet")
  func turnsBusy() {
    var table = LabelTable()
    defer { table.deallocate() }
    for label in 0..<UInt32(30_000) { table.add(UInt64(label) + 1, to: label) }
    #expect(table.isDense)
    #expect(table.counts.count == 30_000)
    #expect(table.counts.allSatisfy { $0.packets == UInt64($0.label.rawValue) + 1 })
  }
}
