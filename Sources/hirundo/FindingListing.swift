import Detection
import Schema

/// Findings for people and for programs.
struct FindingListing {
  private let findings: [Detection.Finding]

  init(_ findings: [Detection.Finding]) {
    self.findings = findings
  }

  private static let keys = [
    "identity", "kind", "start", "detected", "end", "is_over", "subject_kind", "subject", "measure",
    "observed", "expected", "probability", "series", "sentence",
  ]

  /// Prints them on standard output.
  func print(_ format: ListingFormat) throws {
    guard !findings.isEmpty || format != .table else {
      var output = StandardOutput()
      try output.write("Nothing was found.")
      try output.flush()
      return
    }
    try ListedRows(
      columns: ["found", "since", "what", "finding"].map { TextTable.Column(head: $0) },
      keys: Self.keys,
      rows: findings,
      cells: { finding in
        [
          Self.time(finding.detected), Self.time(finding.start),
          finding.kind.rawValue.replacing("_", with: " "), finding.sentence,
        ]
      },
      values: { finding in
        let strongest = finding.changes.first?.strongest
        return [
          finding.identity, finding.kind.rawValue, Self.time(finding.start),
          Self.time(finding.detected), Self.time(finding.end), finding.isOver ? "true" : "false",
          finding.subject?.kind.rawValue ?? "", finding.subject?.description ?? "",
          strongest?.measure.rawValue ?? "", strongest.map { "\($0.observed)" } ?? "",
          strongest.map { Numbers.fixed($0.expected, decimals: 2).replacing(",", with: "") } ?? "",
          "\(finding.probability)", "\(max(1, finding.changes.count))", finding.sentence,
        ]
      }
    ).print(format)
  }

  private static func time(_ instant: Int64) -> String {
    UTCTime(nanoseconds: instant).description
  }
}
