public import Schema

/// Packets of a single sensor by day: what its weeks are made from where nothing else can be compared.
extension PeriodQuestions {
  private static func isOf(_ sensor: String) -> String { "sensor = \(sensor)" }

  /// Packets to some labels at a sensor by day; in the SQL of the answer the sensor is `{sensor}`.
  public func packetsByDay(
    of labels: [PortLabel],
    at sensor: String
  ) async throws(StoreError) -> Asked<[PortLabel: [CivilDay: UInt64]]> {
    guard !labels.isEmpty else { return Asked(answer: [:], sql: "") }
    func sql(_ sensor: String) -> String {
      query(
        by: [.label, .day],
        [.packets],
        telling: .ports,
        where: "(\(PortLabel.condition(labels))) AND \(Self.isOf(sensor))"
      )
    }
    let asked = try await ask(
      sql(SQLText.literal(sensor)),
      [.uint32, .uint16, .uint64]
    ) { row -> (PortLabel, CivilDay, UInt64)? in
      guard let label = row[0].label, let day = row[1].day, let packets = row[2].count else {
        return nil
      }
      return (label, day, packets)
    }
    return Asked(answer: asked.byKeyAndDay().answer, sql: sql("{sensor}"))
  }

  /// Packets at a sensor by region of the source and day; in the SQL of the answer the sensor is `{sensor}`.
  public func packetsByRegionAndDay(
    at sensor: String
  ) async throws(StoreError) -> Asked<[Region: [CivilDay: UInt64]]> {
    func sql(_ sensor: String) -> String {
      query(by: [.region, .day], [.packets], telling: .sources, where: Self.isOf(sensor))
    }
    let asked = try await ask(
      sql(SQLText.literal(sensor)),
      [.fixedString(2), .uint16, .uint64],
      Self.regionDay
    )
    return Asked(answer: asked.byKeyAndDay().answer, sql: sql("{sensor}"))
  }
}
