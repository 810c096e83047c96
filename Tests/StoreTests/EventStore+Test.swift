import Store

extension EventStore {
  /// A store of a kind with its tables and no rows.
  static func test(_ kind: TestStore) async throws -> EventStore {
    let database = try await kind.open()
    return try await EventStore(
      client: database.client,
      cluster: database.cluster,
      seconds: 1_721_036_520
    )
  }
}
