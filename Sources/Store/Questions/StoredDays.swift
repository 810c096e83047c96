import Schema

/// The days that can have packets, and those of them that need not be asked packet by packet.
struct StoredDays: Hashable, Sendable {
  /// The reporting zone in which they begin.
  let zone: ReportingZone
  /// All days, in order.
  let all: [CivilDay]
  /// The days that `daily` answers for.
  let summarised: Set<CivilDay>

  /// What the store answers each day from.
  init(_ answers: DayAnswers) {
    zone = answers.zone
    all = (answers.summarised + answers.raw).sorted()
    summarised = Set(answers.summarised)
  }
}

extension EventStore {
  /// What the store says of its days.
  func storedDays(in zone: ReportingZone) async throws(StoreError) -> StoredDays {
    StoredDays(try await answers(for: nil, zone: zone))
  }
}
