/// For whom a number is.
public enum Audience: String, Hashable, Sendable, Codable {
  /// Anybody: sensors by group and rank, small cells suppressed, recent days held back.
  case everyone = "public"
  /// The operator's own people: everything, with a mark that it is not for publication.
  case operators = "internal"
}
