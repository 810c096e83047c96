public import Enrichment
public import Fingerprint
public import Schema

/// Counts captures in one pass each, several at once.
///
/// The result does not depend on the number of threads: files are independent, and sums, unions
/// and earliest or latest times do not care for order.
public struct TallyRun: Sendable {
  /// The captures.
  public var inputs: [TallyInput]
  /// The rules that give tags and classes.
  public var rules: RuleSet
  /// Where addresses are; nil leaves every region unknown.
  public var enrichment: EnrichmentSnapshot?
  /// The zone in which days begin.
  public var zone: ReportingZone
  /// How many captures are read at once.
  ///
  /// Range: from 1.
  public var threads: Int

  /// A run over captures.
  public init(
    inputs: [TallyInput],
    rules: RuleSet,
    enrichment: EnrichmentSnapshot?,
    zone: ReportingZone = .utc,
    threads: Int = 1
  ) {
    self.inputs = inputs
    self.rules = rules
    self.enrichment = enrichment
    self.zone = zone
    self.threads = threads
  }

  /// Reads all captures and gives the counts.
  ///
  /// - Parameter progress: Told the bytes of the files that were read so far, from any thread.
  /// - Returns: The counts; files that could not be read to their end are among its faults.
  public func counts(progress: @escaping @Sendable (Int64) -> Void = { _ in }) async -> TallyResult
  {
    let shared = TallyShares(sensors: SensorNames())
    await withTaskGroup { group in
      for _ in 0..<max(1, min(threads, inputs.count)) {
        group.addTask {
          var pass = CountingPass(rules: rules, enrichment: enrichment, zone: zone)
          while let index = shared.nextInput(of: inputs.count) {
            var file = FilePass(
              input: inputs[index],
              serial: UInt32(index + 1),
              shares: shared
            )
            file.read(into: &pass, progress: progress)
          }
          shared.add(pass)
        }
      }
    }
    return shared.result(rules: rules)
  }
}
