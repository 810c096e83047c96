/// What a report is about.
public enum ReportKind: String, CaseIterable, Hashable, Sendable, Codable {
  /// What was observed in the period: ports, regions, what was notable.
  case quarterly
  /// What sensors tell in comparison: Mirai-type hosts, domestic against overseas, each sensor's ranking.
  case overflow
}
