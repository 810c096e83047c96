/// What really happened in a simulation, for comparison with what was measured.
///
/// Its JSON is described in docs/formats/scenario.md, "The ground truth".
public struct GroundTruth: Hashable, Sendable, Encodable {
  /// A day of a region.
  public struct RegionDay: Hashable, Sendable, Encodable {
    /// The day in the scenario's time zone, `YYYY-MM-DD`.
    public var day: String
    /// The region.
    public var region: String
    /// Mirai-type hosts that were there and not silent at some time of the day.
    public var miraiHostsActive: Int
    /// Distinct addresses of which a sensor got a Mirai-type packet that day.
    public var miraiHostsSeen: Int
    /// Distinct source addresses that a sensor got a packet of that day, backscatter left out.
    public var sourcesSeen: Int

    enum CodingKeys: String, CodingKey {
      case day, region
      case miraiHostsActive = "mirai_hosts_active"
      case miraiHostsSeen = "mirai_hosts_seen"
      case sourcesSeen = "sources_seen"
    }
  }

  /// A sensor over the period.
  public struct Sensor: Hashable, Sendable, Encodable {
    /// The name.
    public var name: String
    /// `domestic` or `overseas`.
    public var group: String
    /// All packets it got.
    public var packets: Int
    /// The packets by label.
    public var labels: [String: Int]
  }

  /// A population over the period.
  public struct Population: Hashable, Sendable, Encodable {
    /// The name.
    public var name: String
    /// The organisation that says it sends this, if one does.
    public var organisation: String?
    /// Whose headers the packets carry.
    public var headers: String
    /// All packets that sensors got.
    public var packets: Int
    /// Distinct addresses that reached a sensor; for backscatter those whose packets were answered.
    public var sources: Int
  }

  /// A host that was sent packets in the sensors' names.
  public struct Victim: Hashable, Sendable, Encodable {
    /// The address.
    public var address: String
    /// The answers that sensors got.
    public var packets: Int
    /// The time of the first.
    ///
    /// Unit: nanoseconds since 1970-01-01T00:00:00Z.
    public var firstSeen: Int64
    /// The time of the last.
    ///
    /// Unit: nanoseconds since 1970-01-01T00:00:00Z.
    public var lastSeen: Int64

    enum CodingKeys: String, CodingKey {
      case address, packets
      case firstSeen = "first_seen"
      case lastSeen = "last_seen"
    }
  }

  /// The scenario's name.
  public var scenario: String
  /// The SHA-256 of the scenario's file, hexadecimal.
  public var scenarioSHA256: String
  /// The seed.
  public var seed: UInt64
  /// The first day, `YYYY-MM-DD`.
  public var start: String
  /// The number of days.
  public var dayCount: Int
  /// Where days begin: seconds east of UTC.
  public var secondsFromUTC: Int
  /// All packets.
  public var packets: Int
  /// Every day and region where a Mirai-type host was active or a source was seen, in that order.
  public var days: [RegionDay]
  /// The sensors, in the scenario's order.
  public var sensors: [Sensor]
  /// The populations, in the scenario's order.
  public var populations: [Population]
  /// The hosts of backscatter, by address.
  public var victims: [Victim]

  enum CodingKeys: String, CodingKey {
    case scenario, seed, start, packets, days, sensors, populations, victims
    case scenarioSHA256 = "scenario_sha256"
    case dayCount = "day_count"
    case secondsFromUTC = "seconds_from_utc"
  }
}
