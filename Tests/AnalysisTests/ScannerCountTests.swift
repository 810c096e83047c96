import Analysis
import Foundation
import Schema
import Testing

@Suite("Scanners (docs/definitions/ScannerCount.md)")
struct ScannerCountTests {
  static func seen(
    _ source: String,
    _ day: Int,
    _ ports: Int,
    _ organisation: String? = nil
  )
    throws -> SourceDay<String>
  {
    SourceDay(
      source: source,
      day: try #require(CivilDay(year: 2022, month: 7, day: day)),
      ports: ports,
      organisation: organisation
    )
  }

  /// The worked example: four days, of which nobody listened on the third.
  static func example() throws -> ScannerCount {
    ScannerCount(
      [
        try seen("192.0.2.1", 1, 11),
        try seen("192.0.2.2", 1, 10),
        try seen("192.0.2.3", 1, 4000, "Example Scans"),
        try seen("192.0.2.3", 2, 12, "Example Scans"),
        try seen("192.0.2.1", 2, 12),
        try seen("192.0.2.4", 2, 30),
        try seen("192.0.2.4", 4, 30, "Another"),
        try seen("192.0.2.9", 5, 99),
      ],
      period: try #require(Period("2022-07-01..2022-07-04")),
      listened: Set(
        try [1, 2, 4].map { try #require(CivilDay(year: 2022, month: 7, day: $0)) }
      ),
      region: Region("JP")
    )
  }

  @Test("A scanner sends to more than 10 ports: 10 are too few, 11 are enough")
  func moreThanTen() throws {
    let count = try Self.example()
    #expect(count.days.map(\.declared) == [1, 1, nil, 1])
    #expect(count.days.map(\.others) == [1, 2, nil, 0])
  }

  @Test("A source counts once over the period, and as self-declared when it ever was")
  func overThePeriod() throws {
    let count = try Self.example()
    #expect(count.declared == 2)
    #expect(count.others == 1)
    #expect(count.organisations.map(\.name) == ["Another", "Example Scans"])
    #expect(count.organisations.map(\.sources) == [1, 1])
  }

  @Test("A day on which nobody listened is a gap, also in JSON")
  func gap() throws {
    let count = try Self.example()
    let data = try JSONEncoder().encode(count)
    let read = try JSONDecoder().decode(ScannerCount.self, from: data)
    #expect(read == count)
    #expect(read.days[2].declared == nil)
  }
}
