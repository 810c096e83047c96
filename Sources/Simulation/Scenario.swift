public import Schema

/// A synthetic Internet: sensors, and who sends what to them, day by day.
///
/// The file's format is docs/formats/scenario.md.
public struct Scenario: Hashable, Sendable {
  /// Days on which hosts of a region fall silent.
  public struct Blackout: Hashable, Sendable {
    /// The region.
    public var region: Region
    /// The days, counted from the period's first.
    public var days: Range<Int>
    /// The share of the region's addresses that is silent.
    ///
    /// Range: 0...1.
    public var lost: Double
  }

  /// Days on which everybody sends more, or less, to one label.
  public struct Rise: Hashable, Sendable {
    /// What is sent more often.
    ///
    /// Ranges of ports that contain the port are not changed.
    public var traffic: Traffic
    /// The days, counted from the period's first.
    public var days: Range<Int>
    /// What the rates are multiplied by.
    public var factor: Double
  }

  /// What the scenario shows, in a few words.
  public var name: String
  /// The seed unless another is asked for.
  public var seed: UInt64
  /// The country whose sensors are domestic.
  public var home: Region
  /// The period's first day.
  public var start: CivilDay
  /// The number of days.
  public var dayCount: Int
  /// Where days begin: seconds east of UTC.
  public var secondsFromUTC: Int
  /// The sensors, in the file's order.
  public var sensors: [SimulatedSensor]
  /// Who sends.
  public var populations: [Population]
  /// Regions that fall silent.
  public var blackouts: [Blackout]
  /// Labels that rise.
  public var rises: [Rise]
  /// The SHA-256 of the file, hexadecimal.
  public var digest: String

  /// The longest period that a scenario may have.
  ///
  /// Unit: days.
  public static let longestPeriod = 1100

  /// The period's first instant.
  ///
  /// Unit: nanoseconds since 1970-01-01T00:00:00Z.
  public var startTime: Int64 {
    (Int64(start.number) * 86_400 - Int64(secondsFromUTC)) * 1_000_000_000
  }

  /// The first instant of a day of the period.
  ///
  /// Unit: nanoseconds since 1970-01-01T00:00:00Z.
  public func time(ofDay day: Int) -> Int64 {
    startTime + Int64(day) * 86_400_000_000_000
  }

  /// The number of packets to expect of one label at one sensor over the period.
  ///
  /// Ranges of ports and answers to random ports, and silent regions, are left out.
  public func expectedPackets(of label: PortLabel, atSensor sensor: Int) -> Double {
    var sum = 0.0
    for population in populations {
      for rate in population.rates[sensor] where rate.traffic.label == label {
        for day in sensors[sensor].days {
          sum += rate.packetsPerDay * factor(on: rate.traffic, day: day)
        }
      }
    }
    return sum
  }

  /// What the rises of a day multiply the rate of some traffic by.
  func factor(on traffic: Traffic, day: Int) -> Double {
    rises.reduce(1) {
      $1.traffic == traffic && $1.days.contains(day) ? $0 * $1.factor : $0
    }
  }
}
