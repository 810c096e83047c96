/// What a series stands for, which decides its colour and its dash: the same in every figure.
public enum SeriesRole: Hashable, Sendable {
  /// Sensors inside of the home country: blue, solid.
  case domestic
  /// Sensors outside of it: orange, dashed.
  case overseas
  /// A place in a ranking, from 1; the sixth is the last with a colour of its own.
  case ranked(Int)
  /// The whole of which the other series are parts: ink, thick.
  case total
  /// All that have no series of their own: grey.
  case others
}
