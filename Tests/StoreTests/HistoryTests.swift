import Schema
import Store
import Testing

@Suite(
  "Labels and sensors over days",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct HistoryTests {
  private static func period(_ text: String) throws -> Period {
    try Period(text, place: "the test")
  }

  @Test(
    "A label's place is among all labels of its day, ties to the lower port",
    arguments: TestStore.installed
  )
  func places(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    func texts(_ step: Int) async throws -> [String] {
      // The filter's labels would leave nothing to be ranked among.
      var scope = QuestionScope()
      scope.filter.labels = [.tcp(80)]
      return try await store.places(
        of: [.tcp(23), .tcp(80)],
        in: try Self.period("2024-07-13..2024-07-15"),
        every: step,
        scope
      ).map { "\($0.first) \($0.label) \($0.packets) \($0.rank)" }
    }
    // On the 13th 22/TCP is first; on the 15th 23/TCP has one packet, as 2323/TCP and ICMP do.
    #expect(
      try await texts(1) == [
        "2024-07-13 23/TCP 1 2", "2024-07-13 80/TCP 1 3", "2024-07-14 23/TCP 4 1",
        "2024-07-15 80/TCP 2 1", "2024-07-15 23/TCP 1 2",
      ]
    )
    // 23/TCP 5, 22/TCP 2, then 53/UDP and 80/TCP with one each.
    #expect(
      try await texts(2) == [
        "2024-07-13 23/TCP 5 1", "2024-07-13 80/TCP 1 4", "2024-07-15 80/TCP 2 1",
        "2024-07-15 23/TCP 1 2",
      ]
    )
    _ = try await store.summarise(zone: .utc, now: 0)
    #expect(try await texts(1).count == 5)
  }

  @Test("Packets of labels and of all by sensor and day", arguments: TestStore.installed)
  func sums(_ kind: TestStore) async throws {
    let store = try await QuestionRows.store(kind)
    let scope = QuestionScope(period: try Self.period("2024-07-14..2024-07-15"))
    let labels = try await store.labelSums(of: [.tcp(23), .icmp], scope)
      .map { "\($0.day.map { "\($0)" } ?? "") \($0.sensor) \($0.count.label) \($0.count.packets)" }
    #expect(
      labels == [
        "2024-07-14 lima 23/TCP 1", "2024-07-14 tokyo 23/TCP 3", "2024-07-15 lima 23/TCP 1",
        "2024-07-15 lima ICMP 1",
      ]
    )
    let sensors = try await store.sensorDaySums(scope)
      .map { "\($0.day) \($0.sensor) \($0.packets)" }
    #expect(
      sensors == [
        "2024-07-14 lima 1", "2024-07-14 tokyo 4", "2024-07-15 lima 3", "2024-07-15 tokyo 2",
      ]
    )
  }
}
