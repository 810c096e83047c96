import Schema

/// Who the sensors are, looked up again after a while: sensors are added while the dashboard runs.
actor KnownSensors {
  /// How long a look holds.
  ///
  /// Unit: nanoseconds.
  private static let lifetime: Int64 = 10_000_000_000

  private let content: WebContent
  private var kept: (directory: SensorDirectory, until: Int64)?

  init(_ content: WebContent) {
    self.content = content
  }

  /// The sensors at a time.
  func directory(at time: Int64) async throws -> SensorDirectory {
    if let kept, kept.until > time { return kept.directory }
    let directory = try await content.completeDirectory()
    kept = (directory, time + Self.lifetime)
    return directory
  }
}
