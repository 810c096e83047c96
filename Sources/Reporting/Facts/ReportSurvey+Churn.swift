import Analysis
import Schema
import Store

/// How Mirai-type hosts come and go, and how many are behind one address.
extension ReportSurvey.Work {
  /// The churn of each day on which somebody listened or something was heard.
  func dailyChurn() async throws(StoreError) -> Statistic<[ChurnFact]> {
    let asked = try await questions.returns(tag: "mirai")
    var seen = SeenDays(days: now.days.union(asked.answer.map(\.day)))
    for sum in asked.answer {
      seen.add(on: sum.day, after: sum.last, sources: Int(clamping: sum.sources))
    }
    return statistic(
      "DailyChurn",
      unit: "hosts",
      asked.answer.isEmpty
        ? []
        : DailyChurn.all(seen, coverage: coverage(on:)).map { ChurnFact($0) },
      [asked.sql],
      absence: absence(isEmpty: asked.answer.isEmpty)
    )
  }

  /// The processes of each day, which only raw rows show.
  ///
  /// A day and not the period: over months a dynamic address passes from one household to another.
  func botProcesses() async throws(StoreError) -> Statistic<[ProcessFact]> {
    guard questions.hasAllRows else {
      return statistic(
        "ProcessesBehindAddresses",
        unit: "addresses",
        [],
        [],
        absence: .rowsDropped
      )
    }
    let asked = try await questions.processes(tag: "mirai")
    let facts = Dictionary(grouping: asked.answer, by: \.day).sorted { $0.key < $1.key }.map {
      day,
      sums in
      let counts = sums.map { (Int(clamping: $0.processes), Int(clamping: $0.addresses)) }
      return ProcessFact(
        ProcessesBehindAddresses(
          byProcesses: Dictionary(counts, uniquingKeysWith: +),
          coverage: coverage(on: day)
        ),
        on: day
      )
    }
    return statistic(
      "ProcessesBehindAddresses",
      unit: "addresses",
      facts,
      [asked.sql],
      absence: absence(isEmpty: facts.isEmpty)
    )
  }
}
