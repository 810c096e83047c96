/// What became of a frame that was offered to a `HeaderBatch`.
public enum Appended: Sendable {
  /// All its headers were read.
  case taken
  /// It has a network header and this place in the batch, and a fault that is to be counted.
  case takenWithAnomaly(Anomaly, place: Int)
  /// It has no network header that can be read: the fault, or nil when it is not IP at all.
  case refused(Anomaly?)
}
