public import Analysis
public import Registry
import Shipping
import Store

/// How a sensor is, as the centre sees it and as the sensor says (docs/definitions/SensorHealth.md).
public struct SensorHealth: Hashable, Sendable {
  /// What somebody should look at.
  public enum Flag: String, Hashable, Sendable {
    /// It said nothing for five minutes.
    case silent
    /// Its last whole hour is outside of its own normal range.
    case rate
    /// Its certificate ends within two weeks, or it has none.
    case certificate
    /// Its clock is more than two seconds off.
    case clock
    /// It lost segments from a full spool in the last 30 days.
    case gaps
    /// The centre refused what it sent in the last 30 days: another sensor may use its name.
    case conflict
    /// It cannot capture from an interface.
    case interface
    /// Its spool is more than half full.
    case spool
  }

  /// Coverage and loss of a stretch of time.
  public struct Stretch: Hashable, Sendable {
    /// The part of the time in which it listened, since it was added.
    public var coverage: Double
    /// The part of its packets that it lost, nil where none came.
    public var loss: Double?
  }

  private static let second: Int64 = 1_000_000_000
  private static let day = 86_400 * second
  private static let clockBound = 2 * second
  private static let certificateBound: Int64 = 14 * 86_400
  /// The part of an hour that must be covered before its packets say anything.
  private static let coverageBound = 0.9

  /// The sensor.
  public var sensor: RegisteredSensor
  /// What was heard of it last, nil where nothing was.
  public var contact: SensorContact?
  /// When its last packet came, in nanoseconds since 1970, by its report or the ledger.
  public var lastPacket: Int64?
  /// The last 24 hours.
  public var lastDay: Stretch
  /// The last 30 days.
  public var lastMonth: Stretch
  /// Packets of the last whole hour, nil where too little of it was covered.
  public var rate: Double?
  /// The range in which such hours usually lie, nil where too few are known.
  public var normal: NormalRange?
  /// Until when its certificate is valid, in seconds since 1970.
  public var certificateUntil: Int64?
  /// What somebody should look at.
  public var flags: [Flag]

  /// Puts together what is known of a sensor.
  init(
    _ sensor: RegisteredSensor,
    contact: SensorContact?,
    lastDay: SensorCoverage?,
    lastMonth: SensorCoverage?,
    hours: [SensorHour],
    receipts: [SensorReceipts],
    certificateUntil: Int64?,
    now: Int64
  ) {
    self.sensor = sensor
    self.contact = contact
    self.certificateUntil = certificateUntil
    lastPacket = contact?.report?.lastPacket ?? lastMonth?.lastPacket
    let age = max(1, now - sensor.created)
    self.lastDay = Stretch(lastDay, length: min(Self.day, age))
    self.lastMonth = Stretch(lastMonth, length: min(30 * Self.day, age))
    let hour = now / (3600 * Self.second) - 1
    let covered = hours.filter { Double($0.covered) >= Self.coverageBound * 3.6e12 }
    rate = covered.first { $0.hour == hour }.map(Self.rate)
    normal = NormalRange(
      of: covered.filter { $0.hour < hour && (hour - $0.hour) % 24 == 0 }.map(Self.rate)
    )
    flags = []
    guard sensor.state == .active else { return }
    if contact.map({ now - $0.heard > CentreMetrics.silence }) ?? true { flags.append(.silent) }
    if let rate, let normal, !normal.contains(rate) { flags.append(.rate) }
    let end = certificateUntil ?? 0
    if contact?.report != nil, end - now / Self.second < Self.certificateBound {
      flags.append(.certificate)
    }
    if let offset = contact?.clockOffset, offset.magnitude > UInt64(Self.clockBound) {
      flags.append(.clock)
    }
    if let report = contact?.report {
      if report.gaps.contains(where: { now - $0.until < 30 * Self.day }) { flags.append(.gaps) }
      if report.interfaces.contains(where: { !$0.isUp }) { flags.append(.interface) }
      if report.unshippedBytes > report.spoolLimit / 2 { flags.append(.spool) }
    }
    let alarms: Set<String> = ["conflict", "foreign"]
    if receipts.contains(where: { !alarms.isDisjoint(with: $0.refused.keys) }) {
      flags.append(.conflict)
    }
  }

  /// Packets of a whole hour at the rate of its covered part.
  private static func rate(of hour: SensorHour) -> Double {
    Double(hour.packets) * 3.6e12 / Double(hour.covered)
  }
}

extension SensorHealth.Stretch {
  init(_ coverage: SensorCoverage?, length: Int64) {
    self.coverage = min(1, Double(coverage?.covered ?? 0) / Double(length))
    let all = (coverage?.packets ?? 0) + (coverage?.dropped ?? 0)
    loss = all > 0 ? Double(coverage?.dropped ?? 0) / Double(all) : nil
  }
}
