public import Schema
import Wire

/// What passes a filter, as a condition of the SQL that all engines of the store share.
extension PacketFilter {
  /// The condition behind WHERE for table `packets`.
  ///
  /// Groups are named before, by `naming(sensorsIn:)`.
  ///
  /// - Parameters:
  ///   - range: The instants of the packets.
  ///   - thresholds: For each tag that packets can hint at, from how many packets of a source in
  ///     the range its hints count. Whether they do is asked of all packets of the source, not of
  ///     those that pass the filter. On a cluster that inner question needs the setting
  ///     `distributed_product_mode = 'local'`: all packets of a source are on one node.
  /// - Returns: The condition, never empty.
  public func packetsCondition(
    in range: TimeRange,
    thresholds: [String: Int] = [:]
  ) -> String {
    let time = Self.condition(range)
    var parts =
      time
      + conditions { tag in
        Self.condition(tag, threshold: thresholds[tag], table: .packets, time, count: "1")
      }
    if let stackCondition { parts.append(stackCondition) }
    return parts.joined(separator: " AND ")
  }

  /// What `packets` alone can tell; nil where no stack is asked for.
  var stackCondition: String? {
    stacks.isEmpty ? nil : Self.any("stack", stacks.map { SQLText.literal($0) })
  }

  /// Which sources; nil for all.
  var sourceCondition: String? {
    sources.isEmpty ? nil : "(\(sources.map(Self.condition).joined(separator: " OR ")))"
  }

  /// The condition behind WHERE for table `daily`, where the summaries hold an answer.
  ///
  /// - Parameters:
  ///   - period: The days, in the reporting zone in which they were summarised.
  ///   - thresholds: As for the packets.
  /// - Returns: The condition, nil where `packets` has to be asked.
  public func dailyCondition(
    in period: Period,
    thresholds: [String: Int] = [:]
  ) -> String? {
    guard stacks.isEmpty else { return nil }
    let days = [
      "day >= toDate(\(SQLText.literal("\(period.first)")))",
      "day <= toDate(\(SQLText.literal("\(period.last)")))",
    ]
    let parts =
      days
      + conditions { tag in
        Self.condition(tag, threshold: thresholds[tag], table: .daily, days, count: "packets")
      }
    return parts.joined(separator: " AND ")
  }

  /// What both tables can tell.
  ///
  /// - Parameter condition: The condition under which a row has a tag.
  /// - Returns: Conditions that must all hold.
  func conditions(tag condition: (String) -> String) -> [String] {
    precondition(groups.isEmpty, "the store knows no groups: their sensors are named before")
    var parts: [String] = []
    if !sensors.isEmpty { parts.append(Self.any("sensor", sensors.map { SQLText.literal($0) })) }
    if !regions.isEmpty {
      let letters = regions.map { region in
        [UInt8(region.rawValue >> 8), UInt8(truncatingIfNeeded: region.rawValue)]
      }
      parts.append(Self.any("region", letters.map(SQLText.fixedString)))
    }
    if !networks.isEmpty { parts.append(Self.any("network", networks.map { String($0) })) }
    if !labels.isEmpty { parts.append("(\(PortLabel.condition(labels)))") }
    if !tags.isEmpty { parts.append("(\(tags.map(condition).joined(separator: " OR ")))") }
    if !classes.isEmpty {
      parts.append(Self.any("class", classes.map { SQLText.literal($0.description) }))
    }
    if let sourceCondition { parts.append(sourceCondition) }
    if !protocols.isEmpty {
      parts.append(Self.any("protocol", protocols.map { String($0.rawValue) }))
    }
    return parts
  }

  private static func any(_ column: String, _ values: [String]) -> String {
    values.count == 1
      ? "\(column) = \(values[0])"
      : "(\(values.map { "\(column) = \($0)" }.joined(separator: " OR ")))"
  }

  /// The instants of a half-open stretch: whole seconds in `time`, the rest in `nanosecond`.
  static func condition(_ range: TimeRange) -> [String] {
    let storable = range.intersection(PacketBlock.storableTimes)
    guard storable.length > 0 else { return ["0"] }
    func bound(_ instant: Int64, strict: String, loose: String, rest: String) -> String? {
      let (second, nanosecond) = instant.quotientAndRemainder(dividingBy: 1_000_000_000)
      guard second <= Int64(UInt32.max) else { return nil }
      let time = "toDateTime(\(second))"
      return nanosecond == 0
        ? "time \(loose) \(time)"
        : "(time \(strict) \(time) OR (time = \(time) AND nanosecond \(rest) \(nanosecond)))"
    }
    return [
      bound(storable.start, strict: ">", loose: ">=", rest: ">="),
      bound(storable.end, strict: "<", loose: "<", rest: "<"),
    ].compactMap(\.self)
  }

  /// A block of addresses as a range of the mapped form, in which IPv4 lies inside of IPv6.
  private static func condition(_ prefix: IPPrefix) -> String {
    let length: Int
    let low: UInt128
    switch prefix.address {
    case .v4(let address):
      low = IPv6Address(mapped: address).rawValue
      length = prefix.length + 96
    case .v6(let address):
      low = address.rawValue
      length = prefix.length
    }
    func range(_ low: UInt128, _ length: Int) -> String {
      let high = length == 0 ? UInt128.max : low | ~(UInt128.max << (128 - length))
      let first = SQLText.address(IPv6Address(rawValue: low))
      guard low != high else { return "source = \(first)" }
      let last = SQLText.address(IPv6Address(rawValue: high))
      return "(source >= \(first) AND source <= \(last))"
    }
    // A block of IPv6 around all mapped addresses means IPv6, not every IPv4 source besides.
    let mapped = UInt128(0xFFFF) << 32
    guard length < 96, mapped >> (128 - length) == low >> (128 - length) else {
      return range(low, length)
    }
    return "(\(range(low, length)) AND NOT \(range(mapped, 96)))"
  }

  /// Rows that have a tag, and those that hint at it where their source has shown enough.
  private static func condition(
    _ tag: String,
    threshold: Int?,
    table: StoreTable,
    _ time: [String],
    count: String
  ) -> String {
    let name = SQLText.literal(tag)
    guard let threshold else { return "has(tags, \(name))" }
    return """
      has(tags, \(name)) OR (has(hints, \(name)) AND source IN (\
      SELECT source FROM \(table.name) WHERE \(time.joined(separator: " AND ")) \
      AND (has(tags, \(name)) OR has(hints, \(name))) GROUP BY source \
      HAVING max(has(tags, \(name))) = 1 OR sum(has(hints, \(name)) * \(count)) >= \(threshold)))
      """
  }
}
