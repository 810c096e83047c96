/// Domestic scanners a day, and GRE and 445 hosts: distinct sources of a named population.
public enum HostPopulation: String, Hashable, Sendable, Codable {
  /// Sources of the home country with more than 10 ports on the day, that a list of scanners has.
  case declaredScanners = "declared_scanners"
  /// The same, that no list has.
  case otherScanners = "other_scanners"
  /// Sources of GRE.
  case gre
  /// Sources of 445/TCP.
  case port445 = "445/TCP"
}
