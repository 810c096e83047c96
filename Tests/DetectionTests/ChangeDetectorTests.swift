import Schema
import Testing

@testable import Detection

@Suite("What changed (docs/definitions/SeriesChange.md)")
struct ChangeDetectorTests {
  private static let changed = SeriesSubject.label(.tcp(7))

  @Test("Nothing is found where nothing happens")
  func quiet() {
    var steady = SteadySeries()
    #expect(SteadySeries.found(steady.set(SteadySeries.hours(35), mean: 30), from: 28).isEmpty)
    #expect(SteadySeries.found(steady.set(SteadySeries.days(60)), from: 28).isEmpty)
  }

  @Test("A threefold rise is found in its first two hours, once, and ends as a burst")
  func burst() throws {
    var steady = SteadySeries()
    // From the tenth hour of day 30, for six hours.
    let start = 30 * 24 + 10
    let set = steady.set(SteadySeries.hours(33), mean: 60) { label, bin in
      label == 7 && (start..<start + 6).contains(bin) ? 3 : 1
    }
    let found = SteadySeries.found(set, from: 28)
    try #require(found.count == 1)
    #expect(found[0].subject == Self.changed)
    #expect(found[0].kind == .burst)
    #expect(found[0].isOver)
    #expect(found[0].detected - set.span.first - start < 2)
    #expect(found[0].strongest?.probability ?? 1 < 1e-9)
  }

  @Test("What goes on is one rise, and what is usual follows after weeks")
  func lasting() throws {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.days(100)) { label, day in label == 7 && day >= 40 ? 3 : 1 }
    let found = SteadySeries.found(set, from: 28).filter { $0.family == "days" }
    #expect(found.map(\.kind) == [.rise])
    #expect(found.first.map { $0.detected - set.span.first } == 40)
    #expect(found.first?.isOver == true)
  }

  @Test("A fall to a third is found on its day")
  func fall() throws {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.days(60)) { label, day in label == 7 && day >= 50 ? 0.33 : 1 }
    let found = SteadySeries.found(set, from: 28)
    #expect(found.map(\.subject) == [Self.changed])
    #expect(found.map(\.kind) == [.fall])
    #expect(found.first.map { $0.detected - set.span.first } == 50)
  }

  @Test("A port that nobody asked for and 50 sources sweep is new")
  func appeared() throws {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.days(40)) { label, day in
      label == 7 ? day == 35 ? 0.5 : 0 : 1
    }
    let found = SteadySeries.found(set, from: 28)
    #expect(found.map(\.subject) == [Self.changed])
    #expect(found.map(\.kind) == [.appeared])
    #expect(found.first?.evidence.contains { $0.measure == .sources } == true)
  }

  @Test("Four per cent more each day is a slow rise")
  func slowRise() throws {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.days(70)) { label, day in
      guard label == 7, day >= 45 else { return 1 }
      return 1 + 0.04 * Double(day - 44)
    }
    let found = SlowRise.changes(
      in: set,
      on: SteadySeries.firstDay + 42...SteadySeries.firstDay + 69
    )
    #expect(Set(found.map(\.subject)) == [Self.changed])
    #expect(found.first.map { $0.detected - set.span.first < 62 } == true)
  }

  @Test("An outage is no fall, and a new sensor is no rise")
  func coverage() {
    var steady = SteadySeries()
    let span = SteadySeries.days(60)
    let parts = (0..<10).map { sensor in
      (0..<60).map { day -> Double in
        if sensor < 3 { return (40..<44).contains(day) ? 0 : 1 }
        return sensor == 9 && day < 50 ? 0 : 1
      }
    }
    let listening = ListeningSeries(
      span,
      parts: Dictionary(uniqueKeysWithValues: parts.enumerated().map { ("sensor \($0)", $1) })
    )
    #expect(SteadySeries.found(steady.set(span, listening: listening), from: 28).isEmpty)
  }

  @Test("What comes on each Saturday, or on each last day of a month, is a pattern")
  func patterns() {
    var steady = SteadySeries()
    // 2024-01-01 was a Monday: day 5 is a Saturday. Three weeks are too few for weekdays of their own.
    let weekly = steady.set(SteadySeries.days(27)) { label, day in
      label == 7 && day % 7 == 5 ? 4 : 1
    }
    #expect(SteadySeries.found(weekly, from: 19).isEmpty)
    let monthly = steady.set(SteadySeries.days(150)) { label, day in
      let next = CivilDay(number: SteadySeries.firstDay + day + 1)
      return label == 7 && next.day == 1 ? 4 : 1
    }
    // The ends of January and February are news; those of March and April are not.
    #expect(SteadySeries.found(monthly, from: 80).isEmpty)
    #expect(SteadySeries.found(monthly, from: 20).contains { $0.subject == Self.changed })
  }

  @Test("Comparable bins of a month's last day are the last days of the months before")
  func comparable() {
    // 2024-03-31 is 19,813; the ends of February, January and December before are 19,782, 19,753 and 19,722.
    let bins = ComparableBins(19_813, SteadySeries.days(1))
    #expect(bins.groups[0] == [19_806, 19_799, 19_792])
    // January and December have a 31st.
    #expect(bins.groups[1] == [19_753, 19_722])
    #expect(bins.groups[2] == [19_782, 19_753, 19_722])
  }

  @Test("The probability of a sum of residuals")
  func siegmund() {
    // 2 exp(-2 (5 + 1.166)).
    #expect((SlowRise.probability(5, 1) - 8.81e-6).magnitude < 1e-8)
    #expect(SlowRise.probability(0, 1) == 1)
  }
}
