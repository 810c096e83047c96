public import Schema

/// Sources that come back, and bots behind one address.
extension PeriodQuestions {
  /// Sources that were seen on a day and, before it, last on another.
  public struct Return: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// The last day of the period before it on which they were seen; nil where there is none.
    public var last: CivilDay?
    /// How many sources.
    public var sources: UInt64
  }

  /// On which days sources of packets with a tag were seen, as sums over sources.
  ///
  /// Complexity: at most a row a pair of days, however many sources there are.
  public func returns(tag: String) async throws(StoreError) -> Asked<[Return]> {
    // Of the rows as they are: grouping them by source and day first would cost more than all the rest.
    let days = rows(telling: .sources).select(
      { rows in ["source", "\(rows.day) AS d"] },
      by: [],
      where: "has(tags, \(SQLText.literal(tag)))"
    )
    // A pair of days is one number; day 0 stands before the first.
    return try await ask(
      """
      SELECT toUInt16(intDiv(pair, 65536)), toUInt16(pair % 65536), toUInt64(count()) FROM (\
      SELECT arrayJoin(arrayMap((x, y) -> toUInt64(x) * 65536 + y, \
      arrayPushFront(arrayPopBack(days), toUInt16(0)), days)) AS pair FROM (\
      SELECT source, arraySort(groupUniqArray(toUInt16(d))) AS days FROM (\(days)) GROUP BY source\
      )) GROUP BY pair ORDER BY pair
      """,
      [.uint16, .uint16, .uint64]
    ) { row in
      guard let last = row[0].day, let day = row[1].day, let sources = row[2].count else {
        return nil
      }
      return Return(day: day, last: last.number == 0 ? nil : last, sources: sources)
    }
  }

  /// Addresses that showed equally many processes of a bot at once on a day.
  public struct ProcessCount: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// The most processes at once; 0 where no key was kept for two packets.
    public var processes: UInt64
    /// How many addresses.
    public var addresses: UInt64
  }

  /// How many sources of packets with a tag showed how many processes at once on each day, from raw rows.
  ///
  /// A process is a source port and a window that were kept for at least two packets; as `BotProcesses` does it, a
  /// lifetime holds its end.
  public func processes(tag: String) async throws(StoreError) -> Asked<[ProcessCount]> {
    let keys = rows(telling: .packets).select(
      { rows in
        [
          "\(rows.day) AS d", "source", "source_port", "tcp_window",
          "min(\(rows.first)) AS begins", "max(\(rows.last)) AS ends", "toUInt64(count()) AS n",
        ]
      },
      by: ["d", "source", "source_port", "tcp_window"],
      where: "has(tags, \(SQLText.literal(tag)))"
    )
    // Beginnings are even and ends odd, so that at one instant beginnings come first.
    let changes =
      "arraySort(arrayConcat(groupArrayIf(begins * 2, n > 1), groupArrayIf(ends * 2 + 1, n > 1)))"
    return try await ask(
      """
      SELECT d, toUInt64(most), toUInt64(count()) FROM (\
      SELECT d, source, arrayReduce('max', arrayPushFront(arrayCumSum(arrayMap(\
      x -> if(x % 2 = 0, toInt64(1), toInt64(-1)), \(changes))), toInt64(0))) AS most \
      FROM (\(keys)) GROUP BY d, source) GROUP BY d, most ORDER BY d, most
      """,
      [.uint16, .uint64, .uint64]
    ) { row in
      guard let day = row[0].day, let processes = row[1].count, let addresses = row[2].count else {
        return nil
      }
      return ProcessCount(day: day, processes: processes, addresses: addresses)
    }
  }
}
