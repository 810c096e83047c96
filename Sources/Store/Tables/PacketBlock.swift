public import Schema
import Wire

/// Rows of table `packets` of one day in UTC, as columns, and their encoding in Native format.
///
/// A block never crosses the border of a partition, since the engine inserts only what lies in one
/// partition all or nothing. Whoever fills it column by column appends the same number of rows to
/// every column; `encode(into:)` checks that. Columns keep their room for the next block.
public struct PacketBlock: ~Copyable, Sendable {
  /// The instants that the columns can hold: `DateTime` is seconds since 1970 in 32 bits.
  public static let storableTimes = TimeRange(start: 0, end: 4_294_967_296_000_000_000)

  /// The most lists that the pool keeps from one block to the next.
  private static let poolLimit = 1 << 16

  /// The day in UTC on which all rows lie.
  public private(set) var day: CivilDay
  /// The texts and lists to which the columns of words refer.
  public var words = WordPool()
  /// How often `words` was emptied: numbers of an earlier pool mean nothing any more.
  public private(set) var poolGeneration = 0

  private var times = NumberColumn<UInt32>()
  private var nanoseconds = NumberColumn<UInt32>()
  /// Sensor names, as numbers of `words`.
  public var sensors = NumberColumn<UInt32>()
  /// Numbers of segments.
  public var sequences = NumberColumn<UInt64>()
  /// Source addresses, IPv4 mapped.
  public var sources = NumberColumn<UInt128>()
  /// Target addresses, IPv4 mapped.
  public var targets = NumberColumn<UInt128>()
  /// Protocols.
  public var protocols = NumberColumn<UInt8>()
  /// 1 where ports were read.
  public var hasPorts = NumberColumn<UInt8>()
  /// Source ports.
  public var sourcePorts = NumberColumn<UInt16>()
  /// Target ports.
  public var targetPorts = NumberColumn<UInt16>()
  /// Types and codes of ICMP.
  public var icmpTypeCodes = NumberColumn<UInt16>()
  /// Control bits of TCP.
  public var tcpFlags = NumberColumn<UInt16>()
  /// Windows of TCP.
  public var tcpWindows = NumberColumn<UInt16>()
  /// Sequence numbers of TCP.
  public var tcpSequences = NumberColumn<UInt32>()
  /// Identifications of IPv4.
  public var identifications = NumberColumn<UInt16>()
  /// Times to live and hop limits.
  public var timesToLive = NumberColumn<UInt8>()
  /// Bytes on the wire.
  public var lengths = NumberColumn<UInt32>()
  /// Options of SYNs, as numbers of `words`.
  public var tcpOptions = NumberColumn<UInt32>()
  /// Regions, as `Region.rawValue`.
  public var regions = NumberColumn<UInt16>()
  /// Autonomous systems.
  public var networks = NumberColumn<UInt32>()
  /// Traffic classes, as `TrafficClass.rawValue`.
  public var classes = NumberColumn<UInt8>()
  /// Tags, as numbers of `words`.
  public var tags = NumberColumn<UInt32>()
  /// Hints, as numbers of `words`.
  public var hints = NumberColumn<UInt32>()
  /// Anomalies, as numbers of `words`.
  public var anomalies = NumberColumn<UInt32>()

  /// Name and type of each column, encoded.
  private let heads: [[UInt8]]

  /// A block without rows.
  ///
  /// - Parameters:
  ///   - day: The day in UTC of its rows.
  ///   - capacity: For how many rows room is made beforehand.
  public init(day: CivilDay, capacity: Int = 0) {
    self.day = day
    heads = StoreTable.packets.columns.map { column in
      var head = NativeBytes()
      head.append(text: column.name)
      head.append(text: column.type.description)
      return head.bytes
    }
    reserve(capacity)
  }

  /// How many rows it has.
  public var count: Int { times.count }

  /// Takes all rows out for the rows of another day, or of the same.
  public mutating func removeAll(day: CivilDay) {
    self.day = day
    removeAllNumbers()
    if words.count > Self.poolLimit {
      words = WordPool()
      poolGeneration += 1
    }
  }

  /// When the packet of a row was captured, in nanoseconds since 1970.
  public func timestamp(of row: Int) -> Int64 {
    Int64(times[row]) * 1_000_000_000 + Int64(nanoseconds[row])
  }

  private mutating func append(time: Int64) {
    let time = [time]
    append(times: time.span)
  }

  /// Appends capture times, in nanoseconds since 1970; all of them on the block's day.
  public mutating func append(times timestamps: Span<Int64>) {
    let start = day.start
    let firstSecond = UInt32(truncatingIfNeeded: start / 1_000_000_000)
    var latest: UInt64 = 0
    for index in timestamps.indices {
      let inDay = UInt64(bitPattern: timestamps[index] &- start)
      latest = max(latest, inDay)
      let second = UInt32(truncatingIfNeeded: inDay / 1_000_000_000)
      times.append(firstSecond &+ second)
      nanoseconds.append(UInt32(truncatingIfNeeded: inDay % 1_000_000_000))
    }
    // An instant before the day is a huge number here.
    precondition(latest < 86_400_000_000_000, "a block's rows lie on its day, in UTC")
  }

  /// Appends a row; its time lies on the block's day.
  public mutating func append(_ row: PacketRow) {
    append(time: row.timestamp)
    sensors.append(words.number(of: row.sensor))
    sequences.append(row.sequence)
    sources.append(row.source.mapped.rawValue)
    targets.append(row.target.mapped.rawValue)
    protocols.append(row.protocol.rawValue)
    hasPorts.append(row.ports == nil ? 0 : 1)
    sourcePorts.append(row.ports?.source ?? 0)
    targetPorts.append(row.ports?.target ?? 0)
    icmpTypeCodes.append(row.icmpTypeCode)
    tcpFlags.append(row.tcpFlags)
    tcpWindows.append(row.tcpWindow)
    tcpSequences.append(row.tcpSequence)
    identifications.append(row.identification)
    timesToLive.append(row.timeToLive)
    lengths.append(row.length)
    tcpOptions.append(words.number(of: row.tcpOptions))
    regions.append(row.region.rawValue)
    networks.append(row.network)
    classes.append(row.trafficClass.rawValue)
    tags.append(words.number(of: row.tags))
    hints.append(words.number(of: row.hints))
    anomalies.append(words.number(of: row.anomalies))
  }

  /// Puts the block in Native format into an array: columns in the order of `StoreTable.packets`.
  ///
  /// - Parameter output: Its contents are replaced. Its memory is used again, as that of 100,000
  ///   rows takes longer to get from the system than to fill.
  public func encode(into output: inout [UInt8]) {
    var encoder = ColumnEncoder(heads: heads, rows: count, reusing: output.moved())
    encoder.append(times)
    encoder.append(nanoseconds)
    encoder.append(texts: sensors, of: words)
    encoder.append(sequences)
    encoder.append(bytesOf: sources)
    encoder.append(bytesOf: targets)
    encoder.append(protocols)
    encoder.append(hasPorts)
    encoder.append(sourcePorts)
    encoder.append(targetPorts)
    encoder.append(icmpTypeCodes)
    encoder.append(tcpFlags)
    encoder.append(tcpWindows)
    encoder.append(tcpSequences)
    encoder.append(identifications)
    encoder.append(timesToLive)
    encoder.append(lengths)
    encoder.append(texts: tcpOptions, of: words)
    encoder.append(bytesOf: regions)
    encoder.append(networks)
    encoder.append(classes)
    encoder.append(lists: tags, of: words)
    encoder.append(lists: hints, of: words)
    encoder.append(lists: anomalies, of: words)
    output = encoder.finish()
  }

  private mutating func reserve(_ rows: Int) {
    times.reserve(rows)
    nanoseconds.reserve(rows)
    sensors.reserve(rows)
    sequences.reserve(rows)
    sources.reserve(rows)
    targets.reserve(rows)
    protocols.reserve(rows)
    hasPorts.reserve(rows)
    sourcePorts.reserve(rows)
    targetPorts.reserve(rows)
    icmpTypeCodes.reserve(rows)
    tcpFlags.reserve(rows)
    tcpWindows.reserve(rows)
    tcpSequences.reserve(rows)
    identifications.reserve(rows)
    timesToLive.reserve(rows)
    lengths.reserve(rows)
    tcpOptions.reserve(rows)
    regions.reserve(rows)
    networks.reserve(rows)
    classes.reserve(rows)
    tags.reserve(rows)
    hints.reserve(rows)
    anomalies.reserve(rows)
  }

  private mutating func removeAllNumbers() {
    times.removeAll()
    nanoseconds.removeAll()
    sensors.removeAll()
    sequences.removeAll()
    sources.removeAll()
    targets.removeAll()
    protocols.removeAll()
    hasPorts.removeAll()
    sourcePorts.removeAll()
    targetPorts.removeAll()
    icmpTypeCodes.removeAll()
    tcpFlags.removeAll()
    tcpWindows.removeAll()
    tcpSequences.removeAll()
    identifications.removeAll()
    timesToLive.removeAll()
    lengths.removeAll()
    tcpOptions.removeAll()
    regions.removeAll()
    networks.removeAll()
    classes.removeAll()
    tags.removeAll()
    hints.removeAll()
    anomalies.removeAll()
  }
}

extension IPAddress {
  /// The address as the store holds it.
  fileprivate var mapped: IPv6Address {
    switch self {
    case .v4(let address): IPv6Address(mapped: address)
    case .v6(let address): address
    }
  }
}

extension [UInt8] {
  /// The array, leaving an empty one behind, so that its memory has one owner.
  fileprivate mutating func moved() -> [UInt8] {
    defer { self = [] }
    return self
  }
}
