import Schema
import Wire

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

  /// Counts all packets of a batch that one sensor heard on one day.
  ///
  /// - Parameters:
  ///   - batch: The packets.
  ///   - sensor: The sensor.
  ///   - times: When the earliest and the latest of them were captured.
  /// - Returns: False, with nothing counted, when they belong to several days.
  mutating func add(
    _ batch: borrowing HeaderBatch,
    sensor: UInt32,
    times: (earliest: Int64, latest: Int64)
  ) -> Bool {
    if Int(sensor) >= current.count { addSensors(through: sensor) }
    var now = current[Int(sensor)]
    if times.earliest < now.start || times.latest >= now.end {
      _ = turn(sensor: sensor, timestamp: times.earliest)
      now = current[Int(sensor)]
      guard times.latest < now.end else { return false }
    }
    let table = unsafe tables + now.table
    for place in batch.tcpPlaces {
      unsafe table.pointee.count(batch.value(.label, at: place))
    }
    for place in batch.otherPlaces {
      unsafe table.pointee.count(batch.value(.label, at: place))
    }
    return true
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
    unsafe tables[table].count(label)
  }

  @inline(never)
  private mutating func addSensors(through sensor: UInt32) {
    while current.count <= Int(sensor) { current.append(Current(start: 0, end: 0, table: 0)) }
  }

  @inline(never)
  private mutating func turn(sensor: UInt32, timestamp: Int64) -> Int {
    let day = zone.day(of: timestamp)
    let before = current[Int(sensor)]
    let isBusy = unsafe before.end > before.start && tables[before.table].isDense
    let table = index(of: Cell(sensor: sensor, day: day.day), isBusy: isBusy)
    current[Int(sensor)] = Current(start: day.start, end: day.end, table: table)
    return table
  }

  private mutating func index(of cell: Cell, isBusy: Bool) -> Int {
    if let index = indices[cell] { return index }
    if tableCount == tableCapacity {
      let grown = UnsafeMutablePointer<LabelTable>.allocate(capacity: tableCapacity * 2)
      unsafe grown.moveInitialize(from: tables, count: tableCount)
      unsafe tables.deallocate()
      unsafe tables = grown
      tableCapacity *= 2
    }
    unsafe (tables + tableCount).initialize(to: LabelTable(isDense: isBusy))
    indices[cell] = tableCount
    tableCount += 1
    return tableCount - 1
  }

  /// Adds the counts of another pass.
  mutating func merge(_ other: borrowing LabelCounts) {
    for (cell, index) in other.indices {
      let mine = unsafe self.index(of: cell, isBusy: other.tables[index].isDense)
      unsafe other.tables[index].forEach { label, packets in
        unsafe tables[mine].add(packets, to: label.rawValue)
      }
    }
  }

  /// Hands over the labels of every sensor-day that was heard, in no order, and frees their tables.
  mutating func drain(_ body: (_ sensor: Int, _ day: CivilDay, _ labels: [LabelCount]) -> Void) {
    for (cell, index) in indices {
      unsafe body(Int(cell.sensor), cell.day, tables[index].counts)
      unsafe tables[index].deallocate()
      unsafe tables[index] = LabelTable()
    }
    indices = [:]
  }
}
