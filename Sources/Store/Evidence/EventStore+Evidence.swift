public import Schema

/// Which segments hold the packets that a question is about, and which of their frames those are.
extension EventStore {
  /// The most segments that one answer may name: their list is held in memory.
  private static let mostSegments = 1_000_000

  /// The segments that hold rows which pass a filter, by the time of the first of these rows.
  ///
  /// - Parameters:
  ///   - filter: What passes; without groups.
  ///   - range: The instants of the packets.
  ///   - thresholds: From how many packets of a source in the range its hints of a tag count.
  /// - Returns: Each segment once.
  /// - Throws: `StoreError` where the store does not answer, or where there are too many.
  public func matchingSegments(
    _ filter: PacketFilter,
    in range: TimeRange,
    thresholds: [String: Int]
  ) async throws(StoreError) -> [MatchingSegment] {
    let rows = try await rows(
      """
      SELECT sensor, sequence, count(), min(toUInt32(time)) AS earliest, max(toUInt32(time)) \
      FROM packets WHERE \(filter.packetsCondition(in: range, thresholds: thresholds)) \
      GROUP BY sensor, sequence ORDER BY earliest, sensor, sequence LIMIT \(Self.mostSegments + 1)
      """,
      [.word, .uint64, .uint64, .uint32, .uint32]
    )
    guard rows.count <= Self.mostSegments else {
      throw StoreError(
        kind: .tooLong,
        place: client.endpoint.name,
        problem: "the packets lie in more than \(Self.mostSegments) segments",
        remedy: "ask for a shorter period"
      )
    }
    return rows.compactMap { row in
      guard case .text(let sensor) = row[0], case .number(let sequence) = row[1],
        case .number(let count) = row[2], case .number(let first) = row[3],
        case .number(let last) = row[4], first <= last
      else { return nil }
      return MatchingSegment(
        sensor: sensor,
        sequence: sequence,
        rows: count,
        seconds: UInt32(clamping: first)...UInt32(clamping: last)
      )
    }
  }

  /// The keys of the rows of some segments that pass a filter, in the order of the segments.
  ///
  /// - Parameters:
  ///   - segments: A few segments; their rows are held in memory.
  ///   - filter: What passes; without groups.
  ///   - range: The instants of the packets.
  ///   - thresholds: From how many packets of a source in the range its hints of a tag count.
  /// - Returns: For each segment how often each key occurs.
  /// - Throws: `StoreError` where the store does not answer.
  public func packetKeys(
    of segments: [MatchingSegment],
    _ filter: PacketFilter,
    in range: TimeRange,
    thresholds: [String: Int]
  ) async throws(StoreError) -> [[PacketKey: Int]] {
    guard let first = segments.map(\.seconds.lowerBound).min(),
      let last = segments.map(\.seconds.upperBound).max()
    else { return [] }
    let rows = try await rows(
      """
      SELECT sensor, sequence, time, nanosecond, source, target, protocol, source_port, \
      target_port, icmp_type_code, tcp_sequence, identification FROM packets \
      WHERE \(filter.packetsCondition(in: range, thresholds: thresholds)) \
      AND time >= toDateTime(\(first)) AND time <= toDateTime(\(last)) \
      AND (\(Self.condition(segments)))
      """,
      [
        .word, .uint64, .dateTime, .uint32, .fixedString(16), .fixedString(16), .uint8, .uint16,
        .uint16, .uint16, .uint32, .uint16,
      ]
    )
    var keys = [[PacketKey: Int]](repeating: [:], count: segments.count)
    var places: [String: [UInt64: Int]] = [:]
    for (place, segment) in segments.enumerated() {
      places[segment.sensor, default: [:]][segment.sequence] = place
    }
    for row in rows {
      guard case .text(let sensor) = row[0], case .number(let sequence) = row[1],
        let place = places[sensor]?[sequence], let key = PacketKey(row.dropFirst(2))
      else { continue }
      keys[place][key, default: 0] += 1
    }
    return keys
  }

  private static func condition(_ segments: [MatchingSegment]) -> String {
    Dictionary(grouping: segments, by: \.sensor).sorted { $0.key < $1.key }.map { sensor, some in
      let numbers = some.map { String($0.sequence) }.joined(separator: ", ")
      return "(sensor = \(SQLText.literal(sensor)) AND sequence IN (\(numbers)))"
    }.joined(separator: " OR ")
  }
}

extension PacketKey {
  /// The key of a row from its column `time` on, nil where the row is of another shape.
  fileprivate init?(_ row: ArraySlice<StoreValue>) {
    let row = Array(row)
    guard row.count == 10, case .number(let second) = row[0], case .number(let rest) = row[1],
      case .bytes(let source) = row[2], case .bytes(let target) = row[3],
      case .number(let number) = row[4], case .number(let sourcePort) = row[5],
      case .number(let targetPort) = row[6], case .number(let icmp) = row[7],
      case .number(let sequence) = row[8], case .number(let identification) = row[9]
    else { return nil }
    self.init(
      timestamp: Int64(clamping: second) * 1_000_000_000 + Int64(clamping: rest),
      source: source.reduce(0) { $0 << 8 | UInt128($1) },
      target: target.reduce(0) { $0 << 8 | UInt128($1) },
      protocolNumber: UInt8(clamping: number),
      sourcePort: UInt16(clamping: sourcePort),
      targetPort: UInt16(clamping: targetPort),
      icmpTypeCode: UInt16(clamping: icmp),
      tcpSequence: UInt32(clamping: sequence),
      identification: UInt16(clamping: identification)
    )
  }
}
