import CMemory

/// The days on which each IPv4 source sent Mirai-type packets: exact, 16 bytes a place.
///
/// A table apart from that of all sources: few packets need it, and a quick run needs no other.
@safe struct HostTable: ~Copyable, Sendable {
  /// What is known of one source.
  struct Entry: BitwiseCopyable {
    var source: UInt32
    /// Which 64 days the word stands for, plus one; 0 marks a free place.
    var block: UInt32
    /// The days of that block, a bit a day.
    var days: UInt64
  }

  /// 64 days of a source beyond those in its entry.
  private struct SourceBlock: Hashable {
    var source: UInt32
    var block: UInt32
  }

  private(set) var count = 0
  private var capacity: Int
  private var shift: UInt64
  private var memory: TableMemory
  private var laterDays: [SourceBlock: UInt64] = [:]

  init(capacityBits: Int = 14) {
    capacity = 1 << capacityBits
    shift = UInt64(64 - capacityBits)
    memory = TableMemory(byteCount: capacity * MemoryLayout<Entry>.stride)
  }

  @inline(__always)
  private var places: UnsafeMutablePointer<Entry> {
    unsafe memory.address.assumingMemoryBound(to: Entry.self)
  }

  @inline(__always)
  private func home(of source: UInt32) -> Int {
    Int(truncatingIfNeeded: source.mixed &>> shift)
  }

  /// Asks for the line in which the search for a source begins.
  @inline(__always)
  func prefetch(_ source: UInt32) {
    unsafe cache_prefetch(places + home(of: source))
  }

  /// Notes days of one source.
  ///
  /// - Parameters:
  ///   - source: The source.
  ///   - block: Which 64 days since 1970, plus one.
  ///   - days: The days of that block, a bit a day.
  @inline(__always)
  mutating func note(_ source: UInt32, block: UInt32, days: UInt64) {
    var place = home(of: source)
    while true {
      let entry = unsafe places[place]
      if entry.source == source, entry.block == block {
        unsafe places[place].days = entry.days | days
        return
      }
      if entry.block == 0 || entry.source == source { break }
      place = (place &+ 1) & (capacity &- 1)
    }
    noteFirst(source, block: block, days: days, at: place)
  }

  /// Notes the first days of a source, or those of another block than its entry's.
  @inline(never)
  private mutating func noteFirst(_ source: UInt32, block: UInt32, days: UInt64, at place: Int) {
    guard unsafe places[place].block == 0 else {
      laterDays[SourceBlock(source: source, block: block), default: 0] |= days
      return
    }
    unsafe places[place] = Entry(source: source, block: block, days: days)
    count += 1
    if count * 2 > capacity { grow() }
  }

  private mutating func grow() {
    let bits = 64 - Int(shift)
    var grown = HostTable(capacityBits: bits < 18 ? bits + 2 : bits + 1)
    for place in 0..<capacity where unsafe places[place].block != 0 {
      let entry = unsafe places[place]
      grown.note(entry.source, block: entry.block, days: entry.days)
    }
    grown.laterDays = laterDays
    self = grown
  }

  /// Calls a function with every source and its days, in no order: a call for each block of days.
  func forEach(_ body: (Entry) -> Void) {
    for place in 0..<capacity where unsafe places[place].block != 0 {
      unsafe body(places[place])
    }
    for (key, days) in laterDays {
      body(Entry(source: key.source, block: key.block, days: days))
    }
  }

  /// Adds the days of another table.
  mutating func merge(_ other: borrowing HostTable) {
    other.forEach { note($0.source, block: $0.block, days: $0.days) }
  }
}
