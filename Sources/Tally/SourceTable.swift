import CMemory

/// All sources of a pass: an open-addressed table in memory of its own.
///
/// A table of values in place costs one cache miss a packet, where a dictionary costs three. A
/// search tries both places of a cache line before the next line. The table grows at 70 % and
/// never shrinks; nothing is ever taken out.
@safe struct SourceTable<Address: SourceAddress>: ~Copyable, Sendable {
  private typealias Entry = SourceEntry<Address>

  private(set) var count = 0
  private(set) var capacity: Int
  private var shift: UInt64
  private var entries: TableMemory

  init(capacityBits: Int) {
    capacity = 1 << capacityBits
    shift = UInt64(64 - capacityBits)
    entries = TableMemory(byteCount: capacity * MemoryLayout<Entry>.stride)
  }

  @inline(__always)
  private var places: UnsafeMutablePointer<Entry> {
    unsafe entries.address.assumingMemoryBound(to: Entry.self)
  }

  /// The place at which the search for an address begins.
  @inline(__always)
  func home(of address: Address) -> Int {
    Int(truncatingIfNeeded: address.mixed &>> shift)
  }

  /// Asks for the line in which the search for an address begins.
  @inline(__always)
  func prefetch(_ address: Address) {
    unsafe cache_prefetch(places + home(of: address))
  }

  /// The place of an address that is in its home line; -1 for any other, whose next line is asked for.
  ///
  /// Both places of the line are looked at whatever the first one says: which of them an address
  /// has cannot be predicted, and a wrong guess costs more than a comparison.
  @inline(__always)
  func find(_ address: Address) -> Int32 {
    let home = home(of: address)
    let (first, second) = unsafe (places[home], places[home ^ 1])
    let isFirst: Int32 = first.address == address && first.fileSerial != 0 ? 1 : 0
    let isSecond: Int32 = second.address == address && second.fileSerial != 0 ? 1 : 0
    if isFirst | isSecond != 0 { return Int32(truncatingIfNeeded: home) ^ isSecond }
    unsafe cache_prefetch(places + place(after: 2, from: home))
    return -1
  }

  /// The place of an address, which gets an entry first where there is none.
  ///
  /// - Returns: The place, valid until the next call, and whether the entry is fresh: all zero but
  ///   for its address and a serial that no file has.
  @inline(__always)
  mutating func place(of address: Address) -> (place: Int, isNew: Bool) {
    let home = home(of: address)
    let places = unsafe places
    var place = home
    var step = 0
    while unsafe places[place].fileSerial != 0 {
      if unsafe places[place].address == address { return (place, false) }
      step &+= 1
      place = self.place(after: step, from: home)
    }
    return (insert(address, at: place), true)
  }

  /// The place that a search tries after some steps: the line of its home first, then the next.
  @inline(__always)
  private func place(after step: Int, from home: Int) -> Int {
    ((home &+ (step & ~1)) ^ (step & 1)) & (capacity &- 1)
  }

  /// Adds tags to an entry.
  ///
  /// - Returns: All tags of the source.
  @inline(__always)
  mutating func tag(_ place: Int, _ tags: UInt64) -> UInt64 {
    let all = unsafe places[place].tags | tags
    unsafe places[place].tags = all
    return all
  }

  /// Remembers a SYN and compares it with the one before in the same file.
  ///
  /// - Returns: For each rule about a constant whether the two share its value although their
  ///   sequence numbers differ.
  @inline(__always)
  mutating func follow(
    _ place: Int,
    serial: UInt32,
    sequence: UInt32,
    constants: (UInt32, UInt32)
  ) -> (Bool, Bool) {
    let old = unsafe places[place]
    let isComparable = old.fileSerial == serial && old.sequence != sequence
    unsafe places[place].fileSerial = serial
    unsafe places[place].sequence = sequence
    unsafe places[place].constants = constants
    return (
      isComparable && old.constants.0 == constants.0,
      isComparable && old.constants.1 == constants.1
    )
  }

  @inline(never)
  private mutating func insert(_ address: Address, at free: Int) -> Int {
    var place = free
    if (count + 1) * 10 > capacity * 7 {
      grow()
      place = freePlace(for: address)
    }
    unsafe places[place].address = address
    unsafe places[place].fileSerial = .max
    count += 1
    return place
  }

  private func freePlace(for address: Address) -> Int {
    let home = home(of: address)
    var step = 0
    while unsafe places[place(after: step, from: home)].fileSerial != 0 { step += 1 }
    return place(after: step, from: home)
  }

  private mutating func grow() {
    let bits = 64 - Int(shift)
    var grown = SourceTable(capacityBits: bits < 19 ? bits + 2 : bits + 1)
    grown.count = count
    for place in 0..<capacity where unsafe places[place].fileSerial != 0 {
      let entry = unsafe places[place]
      let free = grown.freePlace(for: entry.address)
      unsafe grown.places[free] = entry
    }
    self = grown
  }

  /// Calls a function with every entry, in no order.
  func forEach(_ body: (SourceEntry<Address>) -> Void) {
    for place in 0..<capacity where unsafe places[place].fileSerial != 0 {
      unsafe body(places[place])
    }
  }
}
