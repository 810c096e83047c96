extension Account {
  /// Whether somebody can sign in.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// With a password.
    case active
    /// A link was made, or none; no password was chosen yet.
    case invited
    /// Nobody can.
    case closed
  }

  /// Whether somebody can sign in.
  public var state: State {
    guard isActive else { return .closed }
    return hasPassword ? .active : .invited
  }
}
