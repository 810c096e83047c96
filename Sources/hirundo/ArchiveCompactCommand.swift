import ArgumentParser
import Collector
import Schema

/// `hirundo archive compact`: one file a sensor and day.
struct ArchiveCompactCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Make the segments of each sensor's closed days one file a day.",
    discussion: """
      Bytes and identities stay. Segments that come late are appended by the next compaction.

      Example: hirundo archive compact --before 2024-07-01
      """
  )

  @Option(help: "The first day, in UTC, that is left as it is. Default: today.")
  var before: String?

  @OptionGroup var options: StoreOptions

  func run() async throws {
    let today = ReportingZone.utc.day(of: StoreSession.now()).day
    var end = today
    if let before {
      guard let day = CivilDay(before) else {
        throw InputError("--before \(before): there is no such day; write 2024-07-01, for one")
      }
      end = min(day, today)
    }
    let result = try await options.withOwnStore("hirundo archive compact") { [end] session in
      let writer = StoreWriter(store: session.store, zone: .utc) { StoreSession.now() }
      let compaction = ArchiveCompaction(
        store: session.store,
        directory: session.directory,
        before: end
      )
      return try await StepProgress("sensor-days").watch { progress in
        try await compaction.run(writer: writer, progress: progress)
      }
    }
    print(
      result.merged + result.quarantined == 0
        ? "Every day before \(end) is one file already."
        : "Put together \(Numbers.counted(result.merged, "file")) of segments into "
          + "\(Numbers.counted(result.days, "file")) of days."
    )
    if result.quarantined > 0 {
      StandardError.write(
        "\(options.directory)/quarantine: \(Numbers.counted(result.quarantined, "damaged file")) went "
          + "there with the reason; fetch a copy from elsewhere"
      )
    }
    for fault in result.faults { StandardError.write(fault) }
    guard result.faults.isEmpty, result.quarantined == 0 else { throw ExitCode(1) }
  }
}
