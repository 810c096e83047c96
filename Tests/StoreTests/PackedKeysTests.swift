import Schema
import Testing

@testable import Store

@Suite("Keys as one number")
struct PackedKeysTests {
  /// The rows of 1 July 2024 in `daily_ports`.
  private static let rows = PeriodRows(
    QuestionScope(),
    DayAnswers(
      period: nil,
      zone: .utc,
      states: [
        DayState(day: CivilDay(number: 19_905), isSummarised: true, zone: "UTC", version: 1)
      ],
      rows: [],
      extents: [CivilDay(number: 19_905): .all]
    ),
    telling: .ports
  )

  @Test("Sources are not packed, and neither is a key that is a number already")
  func others() {
    #expect(PackedKeys([.day, .source], Self.rows) == nil)
    #expect(PackedKeys([.region, .day, .source], Self.rows) == nil)
    #expect(PackedKeys([.label], Self.rows) == nil)
    #expect(PackedKeys([.label, .day], Self.rows) != nil)
    #expect(PackedKeys([.sensor], Self.rows) == nil)
  }

  @Test("Each key has bits of its own, the last the lowest")
  func bits() throws {
    let packed = try #require(PackedKeys([.label, .day], Self.rows))
    #expect(
      packed.number(try #require(Self.rows.parts.first))
        == "toUInt64(\(PortLabel.expression)) * 65536 + toUInt64(toUInt16(day)) * 1"
    )
    #expect(packed.value(of: .label) == "toUInt32(intDiv(packed, 65536) % 262144)")
    #expect(packed.value(of: .day) == "toUInt16(intDiv(packed, 1) % 65536)")
  }

  @Test("What is no number, or does not fit, stays as it is")
  func mixed() {
    let tag = PeriodQuestions.Key(name: "tag") { _ in "tag" }
    #expect(PackedKeys([.sensor, .noDay, tag], Self.rows) == nil)
    let number = PeriodQuestions.Key.Number(
      bits: 32,
      encoded: { _, _ in "network" },
      decoded: { number, _ in number }
    )
    let network = PeriodQuestions.Key(name: "origin", number: number) { _ in "network" }
    // 24, 16 and 32 bits.
    #expect(PackedKeys([.sensor, .day, network], Self.rows) == nil)
    #expect(PackedKeys([.sensor, .noDay, network], Self.rows) != nil)
  }
}
