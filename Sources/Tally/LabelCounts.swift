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

  /// Brings the place of a label near: reads it so that a later count finds it in the cache.
  @inline(__always)
  func touch(sensor: UInt32, label: UInt32) -> UInt64 {
    guard Int(sensor) < current.count, tableCount > 0 else { return 0 }
    return unsafe tables[current[Int(sensor)].table].touch(label)
  }

  /// Counts one packet.
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

  /// The labels of every sensor-day that was heard, in no order.
  func forEachDay(_ body: (_ sensor: Int, _ day: CivilDay, _ labels: [LabelCount]) -> Void) {
    for (cell, index) in indices {
      unsafe body(Int(cell.sensor), cell.day, tables[index].counts)
    }
  }

  /// The labels of one sensor over all days, in no order.
  func labels(ofSensor sensor: Int) -> [LabelCount] {
    var sum = LabelTable()
    defer { sum.deallocate() }
    for (cell, index) in indices where cell.sensor == UInt32(sensor) {
      unsafe tables[index].forEach { sum.add($1, to: $0.rawValue) }
    }
    return sum.counts
  }
}
