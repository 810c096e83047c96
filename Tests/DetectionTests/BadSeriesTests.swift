import Schema
import Testing

@testable import Detection

@Suite("Series as they should not be")
struct BadSeriesTests {
  private static func isSane(_ changes: [SeriesChange]) -> Bool {
    changes.allSatisfy { change in
      change.evidence.allSatisfy {
        $0.observed.isFinite && $0.expected.isFinite && (0...1).contains($0.probability)
      }
    }
  }

  @Test("A first day, and a first week, say nothing")
  func firstDay() {
    var steady = SteadySeries()
    for days in [0, 1, 7] {
      #expect(SteadySeries.found(steady.set(SteadySeries.hours(days)), from: 0).isEmpty)
      #expect(SteadySeries.found(steady.set(SteadySeries.days(days)), from: 0).isEmpty)
    }
  }

  @Test("Series of zeros, and sensors that never listened, say nothing")
  func zeros() {
    var steady = SteadySeries()
    let span = SteadySeries.hours(32)
    #expect(SteadySeries.found(steady.set(span) { _, _ in 0 }, from: 28).isEmpty)
    let deaf = ListeningSeries(span, constant: 0)
    #expect(SteadySeries.found(steady.set(span, listening: deaf), from: 28).isEmpty)
  }

  @Test("Gaps of days and of hours are neither falls nor rises")
  func gaps() {
    var steady = SteadySeries()
    let span = SteadySeries.hours(40)
    let listening = ListeningSeries(
      span,
      parts: Dictionary(
        uniqueKeysWithValues: (0..<10).map { sensor in
          (
            "sensor \(sensor)",
            (0..<span.count).map { bin in
              // All are off on days 20 to 22 and in each 50th hour.
              (480..<552).contains(bin) || bin % 50 == 0 ? 0 : 1
            }
          )
        }
      )
    )
    #expect(SteadySeries.found(steady.set(span, mean: 50, listening: listening), from: 12).isEmpty)
  }

  @Test("Counts and parts that are no numbers, negative or too long are put right")
  func noNumbers() {
    let span = SteadySeries.days(3)
    let series = SubjectSeries(
      .tag("mirai"),
      span,
      [.packets: [.nan, -5, .infinity, 7], .sources: [1e300]]
    )
    #expect(series[.packets] == [0, 0, 0])
    #expect(series[.sources] == [1e15, 0, 0])
    let listening = ListeningSeries(
      span,
      parts: ["a": [.nan, -1, 7, 1], "b": [0.5]],
      usual: ["a": .nan, "b": -3]
    )
    #expect(listening.time == [0.5, 0, 1])
  }

  @Test("A subject that comes twice counts once")
  func duplicates() {
    let span = SteadySeries.days(1)
    let series = SubjectSeries(.tag("mirai"), span, [:])
    let set = SeriesSet([series, series], ListeningSeries(span, constant: 1))
    #expect(set.subjects.count == 1)
  }

  @Test("A loud sensor weighs at most five times the middle one, a quiet one at least a fifth")
  func weights() {
    let span = SteadySeries.days(1)
    let listening = ListeningSeries(
      span,
      parts: ["a": [1], "b": [1], "c": [1], "new": [1]],
      usual: ["a": 1, "b": 100, "c": 1_000_000]
    )
    #expect((listening.time[0] - (0.2 + 1 + 5 + 1)).magnitude < 1e-12)
  }

  @Test("A flood of everything for a day is ten findings at most")
  func flood() {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.hours(32)) { _, bin in
      (30 * 24..<31 * 24).contains(bin) ? 1_000_000 : 1
    }
    let changes = SteadySeries.found(set, from: 28)
    #expect(changes.count >= 40)
    #expect(Self.isSane(changes))
    let findings = DetectionRun().findings(changes)
    #expect(findings.count == 10)
    #expect(findings.contains { $0.kind == .storm })
  }

  @Test("One source that sends ninety per cent of everything is one finding")
  func oneSource() {
    var steady = SteadySeries()
    let set = steady.set(SteadySeries.days(40)) { label, day in label < 12 && day == 35 ? 10 : 1 }
    let changes = SteadySeries.found(set, from: 28)
    #expect(Self.isSane(changes))
    let cause = Explanation([
      Contribution(.source, "192.0.2.1", observed: 900, expected: 0, of: 1_000)
    ])
    let findings = DetectionRun().findings(
      changes,
      Dictionary(uniqueKeysWithValues: changes.indices.map { ($0, cause) })
    )
    #expect(findings.count == 1)
  }

  @Test("A clock that jumps back and forth gives numbers, not traps")
  func clockJumps() {
    let span = SeriesSpan(step: .hour, first: -100, count: 24 * 40)
    var steady = SteadySeries()
    let set = steady.set(span)
    let run = DetectionRun()
    #expect(Self.isSane(run.changes(in: [set], on: -1_000_000...1_000_000)))
    #expect(SeriesStep.hour.phase(of: -1) == 23)
    #expect(SeriesStep.hour.day(of: -1) == -1)
    #expect(SeriesStep.hour.range(of: .max, in: .utc).length == 0)
  }
}
