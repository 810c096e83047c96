import Schema

/// Packets by sensor, day and port label: a `LabelTable` for every sensor-day that was heard.
@safe struct LabelCounts: ~Copyable, Sendable {
  private struct Cell: Hashable, Sendable {
    var sensor: UInt32
    var day: CivilDay
  }

  /// The table that a sensor's packets go to while they stay within one day.
  private struct Current: BitwiseCopyable, Sendable {
    var start: Int64
    var end: Int64
    var table: Int
  }

  private let zone: ReportingZone
  private var indices: [Cell: Int] = [:]
  private var current: [Current] = []
  // Owned by this value alone, so it may cross threads with it.
  nonisolated(unsafe) private var tables: UnsafeMutablePointer<LabelTable>
  private var tableCount = 0
  private var tableCapacity = 64

  init(zone: ReportingZone) {
    self.zone = zone
    unsafe tables = .allocate(capacity: tableCapacity)
  }

  deinit {
    for index in 0..<tableCount { unsafe tables[index].deallocate() }
    unsafe tables.deallocate()
  }

  /// Counts one packet.
  ///
  /// - Returns: The number of the day in the zone, for the counts of hosts.
  @inline(__always)
  mutating func add(sensor: UInt32, timestamp: Int64, label: UInt32) {
    if Int(sensor) >= current.count { addSensors(through: sensor) }
    let now = current[Int(sensor)]
    var table = now.table
    if timestamp < now.start || timestamp >= now.end {
      table = turn(sensor: sensor, timestamp: timestamp)
    }
    unsafe tables[table].add(1, to: label)
  }

  @inline(never)
  private mutating func addSensors(through sensor: UInt32) {
    while current.count <= Int(sensor) { current.append(Current(start: 0, end: 0, table: 0)) }
  }

  @inline(never)
  private mutating func turn(sensor: UInt32, timestamp: Int64) -> Int {
    let day = zone.day(of: timestamp)
    let table = index(of: Cell(sensor: sensor, day: day.day))
    current[Int(sensor)] = Current(start: day.start, end: day.end, table: table)
    return table
  }

  private mutating func index(of cell: Cell) -> Int {
    if let index = indices[cell] { return index }
    if tableCount == tableCapacity {
      let grown = UnsafeMutablePointer<LabelTable>.allocate(capacity: tableCapacity * 2)
      unsafe grown.moveInitialize(from: tables, count: tableCount)
      unsafe tables.deallocate()
      unsafe tables = grown
      tableCapacity *= 2
    }
    unsafe (tables + tableCount).initialize(to: LabelTable())
    indices[cell] = tableCount
    tableCount += 1
    return tableCount - 1
  }

  /// Adds the counts of another pass.
  mutating func merge(_ other: borrowing LabelCounts) {
    for (cell, index) in other.indices {
      let mine = self.index(of: cell)
      unsafe other.tables[index].forEach { label, packets in
        unsafe tables[mine].add(packets, to: label.rawValue)
      }
    }
  }

  /// Calls a function with every count, in no order.
  func forEach(
    _ body: (_ sensor: Int, _ day: CivilDay, _ label: PortLabel, _ packets: UInt64) -> Void
  ) {
    for (cell, index) in indices {
      unsafe tables[index].forEach { body(Int(cell.sensor), cell.day, $0, $1) }
    }
  }
}
