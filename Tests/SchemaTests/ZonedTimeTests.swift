import Schema
import Testing

@Suite("Instants in a reporting zone")
struct ZonedTimeTests {
  private static func zone(_ offset: Int) -> ReportingZone {
    ReportingZone(name: "Test", transitions: [.init(start: .min, offset: offset)])
  }

  @Test(
    "The text carries the difference from UTC",
    arguments: [
      (0, "2024-07-15T09:42:00.25Z"), (32_400, "2024-07-15T18:42:00.25+09:00"),
      (-12_600, "2024-07-15T06:12:00.25-03:30"), (53_700, "2024-07-16T00:37:00.25+14:55"),
    ]
  )
  func texts(_ offset: Int, _ text: String) {
    // 2024-07-15 09:42:00 UTC is 1,721,036,520 s after 1970.
    let time = ZonedTime(nanoseconds: 1_721_036_520_250_000_000, zone: Self.zone(offset))
    #expect("\(time)" == text)
  }

  @Test("Seconds of a difference are left out, as the format has none")
  func seconds() {
    #expect("\(ZonedTime(nanoseconds: 0, zone: Self.zone(3661)))" == "1970-01-01T01:01:00+01:01")
  }
}
