import Synchronization

/// By how much the sensor's clock is ahead of the centre's, measured by every answer.
///
/// As NTP does it (RFC 5905 §8, §10): the centre's clock is compared with the middle of the round trip, and of
/// the last 16 measurements the one with the shortest round trip holds.
public final class ClockOffset: Sendable {
  private struct Sample {
    var offset: Int64
    var roundTrip: Duration
  }

  private static let kept = 16
  private let samples = Mutex<[Sample]>([])

  /// No measurement yet.
  public init() {}

  /// Takes what an answer tells.
  ///
  /// - Parameters:
  ///   - centre: The centre's clock when it answered, in nanoseconds since 1970.
  ///   - arrival: The sensor's clock when the answer came.
  ///   - roundTrip: From the request's end to the answer.
  func add(centre: Int64, arrival: Int64, roundTrip: Duration) {
    let half = Int64(roundTrip / .nanoseconds(1) / 2)
    let (middle, isBelow) = arrival.subtractingReportingOverflow(half)
    let (offset, isBeyond) = middle.subtractingReportingOverflow(centre)
    guard !isBelow, !isBeyond, offset != .min else { return }
    samples.withLock { samples in
      samples.append(Sample(offset: offset, roundTrip: roundTrip))
      if samples.count > Self.kept { samples.removeFirst() }
    }
  }

  /// Takes what an answer tells, where it tells the centre's time.
  func add(_ answer: CentreAnswer) {
    guard let time = answer.time else { return }
    add(centre: time, arrival: answer.arrival, roundTrip: answer.roundTrip)
  }

  /// The offset, in nanoseconds; nil before the first measurement.
  public var nanoseconds: Int64? {
    samples.withLock { $0.min { $0.roundTrip < $1.roundTrip }?.offset }
  }
}
