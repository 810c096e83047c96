import Store

/// Looks into a folder for captures of other tools and hands over those that are closed.
///
/// A capture counts as closed when two looks find it with the same size and time.
struct FolderWatch: Sendable {
  /// The time between two looks.
  private static let pause = Duration.seconds(5)

  /// The captures that lie there now.
  let captures: @Sendable () throws -> [CaptureFile]
  let log: @Sendable (String) -> Void

  /// Looks until the task is cancelled.
  func run(into backlog: SegmentBacklog) async throws {
    var seen: [String: CaptureRecord.File] = [:]
    var given: Set<CaptureRecord.File> = []
    var fault = ""
    while true {
      do {
        let found = try captures()
        for capture in found where seen[capture.path] == capture.file {
          if given.insert(capture.file).inserted { backlog.add(capture) }
        }
        seen = Dictionary(found.map { ($0.path, $0.file) }, uniquingKeysWith: { $1 })
        // What was taken away is forgotten.
        given.formIntersection(seen.values)
        fault = ""
      } catch {
        // Once, and not every five seconds.
        if "\(error)" != fault { log("\(error)") }
        fault = "\(error)"
      }
      try await Task.sleep(for: Self.pause)
    }
  }
}
