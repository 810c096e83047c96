public import Shipping

/// What the centre heard of a sensor last.
public struct SensorContact: Hashable, Sendable {
  /// When it sent anything, in nanoseconds since 1970 by the centre's clock.
  public var heard: Int64
  /// By how much its clock was ahead of the centre's then.
  ///
  /// Unit: nanoseconds; the way of the request counts as behind.
  public var clockOffset: Int64?
  /// Its last report; nil before the first.
  public var report: SensorReport?

  /// What was heard.
  public init(heard: Int64, clockOffset: Int64? = nil, report: SensorReport? = nil) {
    self.heard = heard
    self.clockOffset = clockOffset
    self.report = report
  }
}
