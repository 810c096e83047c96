/// What of the numbers a reader sees.
enum Sight: Hashable, Sendable {
  /// What passed the gate for everyone.
  case everyone
  /// Their own sensors in full; of all others what everyone sees.
  case own([String])
  /// Everything.
  case everything
}
