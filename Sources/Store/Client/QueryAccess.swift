/// What a query may do and use.
public enum QueryAccess: Hashable, Sendable {
  /// A query of ours.
  case full
  /// A query that a person wrote: one SELECT that writes nothing, reads no file, opens no address, and stays
  /// within limits.
  case readOnly(QueryLimits)
}
