import Schema
import Testing

@Suite("Days begin and end in the reporting time zone")
struct ReportingZoneTests {
  private static let hour: Int64 = 3_600_000_000_000

  /// The instant of a day and hour in UTC.
  private static func instant(_ text: String, _ hours: Double = 0) -> Int64 {
    guard let day = CivilDay(text) else { preconditionFailure("\(text) is no day") }
    return day.start + Int64(hours * Double(hour))
  }

  private static let tokyo = ReportingZone(
    name: "Asia/Tokyo",
    transitions: [ReportingZone.Transition(start: .min, offset: 9 * 3600)]
  )

  /// Central European time around the summer of 2024: both changes at 01:00 UTC.
  private static let berlin = ReportingZone(
    name: "Europe/Berlin",
    transitions: [
      ReportingZone.Transition(start: .min, offset: 3600),
      ReportingZone.Transition(start: instant("2024-03-31", 1), offset: 7200),
      ReportingZone.Transition(start: instant("2024-10-27", 1), offset: 3600),
    ]
  )

  /// A zone whose only change is at some instant.
  private static func zone(
    from before: Double,
    to after: Double,
    at start: Int64
  ) -> ReportingZone {
    ReportingZone(
      name: "test",
      transitions: [
        ReportingZone.Transition(start: .min, offset: Int(before * 3600)),
        ReportingZone.Transition(start: start, offset: Int(after * 3600)),
      ]
    )
  }

  @Test("UTC days begin at midnight, and the first nanosecond belongs to the new day")
  func utc() {
    let start = Self.instant("2024-07-15")
    let day = ReportingZone.utc.day(of: start)
    #expect(day.day.description == "2024-07-15")
    #expect(day.start == start && day.end == start + 24 * Self.hour)
    #expect(ReportingZone.utc.day(of: start - 1).day.description == "2024-07-14")
    #expect(ReportingZone.utc.day(of: day.end - 1) == day)
    #expect(ReportingZone.utc.name == "UTC")
  }

  @Test("Tokyo's days begin at 15:00 UTC of the day before")
  func fixedOffset() throws {
    let start = Self.instant("2022-12-31", 15)
    #expect(Self.tokyo.day(of: start).day.description == "2023-01-01")
    #expect(Self.tokyo.day(of: start - 1).day.description == "2022-12-31")
    #expect(try Self.tokyo.start(of: #require(CivilDay("2023-01-01"))) == start)
    #expect(Self.tokyo.day(of: start).end == start + 24 * Self.hour)
  }

  @Test("Instants before 1970 belong to days before 1970")
  func negativeTimes() {
    #expect(ReportingZone.utc.day(of: -1).day.description == "1969-12-31")
    #expect(ReportingZone.utc.day(of: -24 * Self.hour).day.description == "1969-12-31")
    #expect(ReportingZone.utc.day(of: -24 * Self.hour - 1).day.description == "1969-12-30")
    #expect(Self.tokyo.day(of: -9 * Self.hour).day.description == "1970-01-01")
    #expect(Self.tokyo.day(of: -9 * Self.hour - 1).day.description == "1969-12-31")
  }

  @Test("The ends of the range of time are days like others", arguments: [Int64.min, .max])
  func extremes(_ instant: Int64) {
    for zone in [ReportingZone.utc, Self.tokyo] {
      let day = zone.day(of: instant)
      #expect(day.end - day.start == 24 * Self.hour)
    }
  }

  @Test("The day that summer time begins has 23 hours, the day that it ends has 25")
  func summerTime() {
    let spring = Self.berlin.day(of: Self.instant("2024-03-31", 12))
    #expect(spring.day.description == "2024-03-31")
    #expect(spring.start == Self.instant("2024-03-30", 23))
    #expect(spring.end == Self.instant("2024-03-31", 22))
    let autumn = Self.berlin.day(of: Self.instant("2024-10-27", 12))
    #expect(autumn.start == Self.instant("2024-10-26", 22))
    #expect(autumn.end == Self.instant("2024-10-27", 23))
    #expect(Self.berlin.day(of: spring.start - 1).day.description == "2024-03-30")
    #expect(Self.berlin.day(of: autumn.end).day.description == "2024-10-28")
  }

  @Test("A day whose midnight is skipped begins with the change")
  func skippedMidnight() {
    // The Azores: 00:00 becomes 01:00 at 01:00 UTC; the day has no midnight and 23 hours.
    let change = Self.instant("2024-03-31", 1)
    let azores = Self.zone(from: -1, to: 0, at: change)
    let day = azores.day(of: change)
    #expect(day.day.description == "2024-03-31")
    #expect(day.start == change && day.end == Self.instant("2024-04-01"))
    #expect(azores.day(of: change - 1).day.description == "2024-03-30")
    #expect(azores.day(of: change - 1).end == change)
    // São Paulo until 2018: 00:00 becomes 01:00 at 03:00 UTC.
    let paulista = Self.instant("2018-11-04", 3)
    let brazil = Self.zone(from: -3, to: -2, at: paulista)
    #expect(brazil.day(of: paulista).start == paulista)
    #expect(brazil.day(of: paulista - 1).end == paulista)
    // Beirut, east of Greenwich: 00:00 becomes 01:00 at 22:00 UTC of the day before.
    let cedar = Self.instant("2024-03-30", 22)
    let lebanon = Self.zone(from: 2, to: 3, at: cedar)
    #expect(lebanon.day(of: cedar).start == cedar)
    #expect(lebanon.day(of: cedar).day.description == "2024-03-31")
  }

  @Test("An hour before midnight that comes twice belongs to one day")
  func repeatedHour() {
    // São Paulo in February: at 02:00 UTC, local 00:00, clocks go back to 23:00.
    let change = Self.instant("2018-02-18", 2)
    let zone = Self.zone(from: -2, to: -3, at: change)
    let saturday = zone.day(of: change)
    #expect(saturday.day.description == "2018-02-17")
    #expect(saturday.end == Self.instant("2018-02-18", 3))
    #expect(saturday.end - saturday.start == 25 * Self.hour)
  }

  @Test("Days that midnight reaches twice begin the first time")
  func midnightTwice() {
    // The Azores in October: at 01:00 UTC, local 01:00, clocks go back to 00:00.
    let change = Self.instant("2024-10-27", 1)
    let azores = Self.zone(from: 0, to: -1, at: change)
    let day = azores.day(of: change)
    #expect(day.day.description == "2024-10-27")
    #expect(day.start == Self.instant("2024-10-27"))
    #expect(day.end - day.start == 25 * Self.hour)
    // St. John's until 2011: at 00:01 clocks go back to 23:01; the minute has begun the day.
    let minute = Self.instant("2010-11-07", 2.5 + 1.0 / 60)
    let newfoundland = Self.zone(from: -2.5, to: -3.5, at: minute)
    let sunday = newfoundland.day(of: minute + Self.hour / 2)
    #expect(sunday.day.description == "2010-11-07")
    #expect(sunday.start == Self.instant("2010-11-07", 2.5))
  }

  @Test("Days tile time: every instant lies in its day, and the next begins where it ends")
  func tiling() {
    let zones = [
      ReportingZone.utc, Self.tokyo, Self.berlin,
      Self.zone(from: -3, to: -2, at: Self.instant("2024-03-31", 3)),
      Self.zone(from: 0, to: -1, at: Self.instant("2024-03-31", 1)),
      Self.zone(from: -2.5, to: -3.5, at: Self.instant("2024-03-31", 2.52)),
      // Samoa left out 2011-12-30 altogether; here a day of this spring.
      Self.zone(from: -10, to: 14, at: Self.instant("2024-03-31", 10)),
    ]
    for zone in zones {
      var faults: [Double] = []
      for step in 0..<(8 * 24 * 4) {
        let hours = Double(step) / 4
        let instant = Self.instant("2024-03-27", hours)
        let day = zone.day(of: instant)
        let isInside = day.start <= instant && instant < day.end
        if !isInside || zone.day(of: day.end).start != day.end
          || zone.day(of: day.start - 1).end != day.start
        {
          faults.append(hours)
        }
      }
      #expect(faults == [], "\(zone.name)")
    }
  }
}
