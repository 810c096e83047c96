import Collector
import Foundation
import Reporting

/// What retention dropped, or would drop, for people and for programs.
struct RetentionReport: Encodable {
  struct Step: Encodable {
    var kind: String
    var day: String
    var sensors: [String]
    var bytes: UInt64
    var reason: String
  }

  var dry_run: Bool
  var bytes_before: UInt64
  var bytes_after: UInt64
  var dropped: [Step]

  init(_ plan: RetentionPlan, isDryRun: Bool) {
    dry_run = isDryRun
    bytes_before = plan.before
    bytes_after = plan.after
    dropped = plan.steps.map {
      Step(
        kind: $0.kind.rawValue,
        day: "\($0.day)",
        sensors: $0.sensors,
        bytes: $0.bytes,
        reason: "\($0.reason)"
      )
    }
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      for line in lines { try output.write(line) }
    case .csv:
      try output.write("kind,day,sensors,bytes,reason")
      for step in dropped {
        try output.write(
          CSV.row([step.kind, step.day, "\(step.sensors.count)", "\(step.bytes)", step.reason])
        )
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    try output.flush()
  }

  /// One sentence a thing that goes, and what is left.
  private var lines: [String] {
    let verb = dry_run ? "would be dropped" : "dropped"
    let steps = dropped.map { step in
      let sensors =
        step.sensors.isEmpty
        ? "" : ", \(Numbers.counted(step.sensors.count, "sensor"))"
      return "\(step.kind) of \(step.day)\(sensors): \(ByteAmount(bytes: step.bytes)) \(verb), "
        + step.reason
    }
    let kept = "\(ByteAmount(bytes: bytes_after)) of \(ByteAmount(bytes: bytes_before)) "
    return steps + [
      dropped.isEmpty
        ? "Nothing is due; \(ByteAmount(bytes: bytes_before)) are kept."
        : kept + (dry_run ? "would be left." : "are left.")
    ]
  }
}
