import Detection
import Schema
import Store

/// Asks a store for all series of a period, and has them looked through.
struct DetectSurvey: Sendable {
  /// What was found, with notes about what was not looked at.
  struct Outcome: Sendable {
    var findings: [Detection.Finding]
    var notes: [String]
  }

  /// The days that are looked at.
  var period: Period
  /// The zone in which they begin.
  var zone: ReportingZone
  /// Who the sensors are; nil where nobody says so.
  var directory: SensorDirectory?

  /// How many series there may be, by kind: together about a thousand subjects.
  private static let most: [(kind: ActivityKind, count: Int)] = [
    (.label, 450), (.region, 120), (.network, 220), (.tag, 50), (.stack, 150),
  ]
  /// Hours are looked at in periods of at most so many days.
  private static let mostDaysOfHours = 31
  /// So many changes are explained, the least probable first.
  private static let mostExplained = 60

  /// What would have been found.
  func findings(_ store: EventStore) async throws(StoreError) -> Outcome {
    let run = DetectionRun(zone: zone)
    let start = CivilDay(number: max(0, period.first.number - run.daysBefore))
    guard let whole = Period(first: start, last: max(start, period.last)) else {
      return Outcome(findings: [], notes: [])
    }
    let withHours = period.dayCount <= Self.mostDaysOfHours
    let sets = try await SeriesQuestion(
      store: store,
      period: whole,
      hoursFrom: withHours
        ? CivilDay(number: max(0, period.first.number - run.limits.baseline.days - 1)) : nil,
      zone: zone,
      directory: directory
    ).sets(Self.most)
    let changes = run.changes(in: sets, on: period.first.number...period.last.number)
    var explanations: [Int: Explanation] = [:]
    let explainer = ChangeExplainer(store: store, run: run, sets: sets, zone: zone)
    let ordered = changes.indices.sorted {
      (changes[$0].strongest?.probability ?? 1) < (changes[$1].strongest?.probability ?? 1)
    }
    for place in ordered.prefix(Self.mostExplained) {
      explanations[place] = try await explainer.explanation(of: changes[place])
    }
    return Outcome(
      findings: run.findings(changes, explanations),
      notes: notes(run, sets, withHours: withHours)
    )
  }

  private func notes(_ run: DetectionRun, _ sets: [SeriesSet], withHours: Bool) -> [String] {
    var notes: [String] = []
    let fewest = run.limits.baseline.fewestDays
    let heard = sets.first { $0.span.step == .day }.map { set in
      set.listening.time.indices.filter {
        set.listening.time[$0] > 0 && set.span.first + $0 <= period.last.number
      }
    }
    if (heard?.count ?? 0) <= fewest {
      notes.append(
        "nothing can be said of \(period): sensors listened on \(Numbers.counted(heard?.count ?? 0, "day")) "
          + "until its end, and a baseline needs \(fewest) days before the day that is judged"
      )
    }
    if !withHours {
      notes.append(
        "only days were looked at, as \(period) has more than \(Self.mostDaysOfHours) days"
      )
    }
    return notes
  }
}
