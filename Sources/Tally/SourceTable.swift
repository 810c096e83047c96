import Schema

/// All sources of a pass: an open-addressed table with linear probing in memory of its own.
///
/// A table of values in place costs one cache miss a packet, where a dictionary costs three. It
/// doubles at 70 % and never shrinks; nothing is ever taken out.
@safe struct SourceTable<Address: SourceAddress>: ~Copyable, Sendable {
  private(set) var count = 0
  // Owned by this value alone, so it may cross threads with it.
  nonisolated(unsafe) private var places: UnsafeMutablePointer<SourceEntry<Address>>
  private var capacity: Int
  private var shift: UInt64

  init(capacityBits: Int = 12) {
    capacity = 1 << capacityBits
    shift = UInt64(64 - capacityBits)
    unsafe places = Self.allocate(capacity)
  }

  deinit {
    unsafe places.deallocate()
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<SourceEntry<Address>> {
    // All zero: an empty place has serial 0.
    let size = capacity * MemoryLayout<SourceEntry<Address>>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    return unsafe memory.assumingMemoryBound(to: SourceEntry<Address>.self)
  }

  /// The place at which the search for an address begins.
  @inline(__always)
  func home(of address: Address) -> Int {
    Int(truncatingIfNeeded: address.mixed >> shift)
  }

  /// Brings a place near: reads it so that a later search finds it in the cache.
  @inline(__always)
  func touch(_ place: Int) -> UInt32 {
    unsafe places[place].fileSerial
  }

  /// The place of an address, which gets an entry first where there is none.
  ///
  /// - Returns: The place, valid until the next call, and whether the entry is fresh: all zero but
  ///   for address and serial.
  @inline(__always)
  mutating func place(of address: Address, serial: UInt32) -> (place: Int, isNew: Bool) {
    var place = home(of: address)
    while unsafe places[place].fileSerial != 0 {
      if unsafe places[place].address == address { return (place, false) }
      place = (place + 1) & (capacity - 1)
    }
    return (insert(address, serial: serial, at: place), true)
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

  /// Sets the region of a fresh entry.
  mutating func locate(_ place: Int, _ region: Region) {
    unsafe places[place].region = region.rawValue
  }

  /// Remembers a SYN and compares it with the one before in the same file.
  ///
  /// - Returns: All ones for each rule about a constant whose value the two share although their
  ///   sequence numbers differ, else zeros.
  @inline(__always)
  mutating func follow(
    _ place: Int,
    serial: UInt32,
    sequence: UInt32,
    constants: SIMD2<UInt32>
  ) -> SIMD2<UInt32> {
    var repeated = SIMD2<UInt32>.zero
    if unsafe places[place].fileSerial == serial, unsafe places[place].sequence != sequence {
      repeated = unsafe SIMD2<UInt32>.zero.replacing(
        with: .max,
        where: places[place].constants .== constants
      )
    }
    unsafe places[place].fileSerial = serial
    unsafe places[place].sequence = sequence
    unsafe places[place].constants = constants
    return repeated
  }

  /// Notes that the source sent a Mirai-type packet on a day.
  ///
  /// - Returns: False when the entry stands for 64 other days, and nothing was noted.
  @inline(__always)
  mutating func note(_ place: Int, day: CivilDay) -> Bool {
    let block = UInt16(truncatingIfNeeded: day.number >> 6) &+ 1
    if unsafe places[place].block != block {
      guard unsafe places[place].block == 0 else { return false }
      unsafe places[place].block = block
    }
    unsafe places[place].days |= 1 << UInt64(day.number & 63)
    return true
  }

  /// Notes the days of another pass; false as in `note(_:day:)`.
  mutating func note(_ place: Int, block: UInt16, days: UInt64) -> Bool {
    if unsafe places[place].block != block {
      guard unsafe places[place].block == 0 else { return false }
      unsafe places[place].block = block
    }
    unsafe places[place].days |= days
    return true
  }

  @inline(never)
  private mutating func insert(_ address: Address, serial: UInt32, at free: Int) -> Int {
    var place = free
    if (count + 1) * 10 > capacity * 7 {
      grow()
      place = freePlace(for: address)
    }
    unsafe places[place].address = address
    unsafe places[place].fileSerial = serial
    count += 1
    return place
  }

  private func freePlace(for address: Address) -> Int {
    var place = home(of: address)
    while unsafe places[place].fileSerial != 0 { place = (place + 1) & (capacity - 1) }
    return place
  }

  private mutating func grow() {
    let old = unsafe places
    let oldCapacity = capacity
    capacity *= 2
    shift -= 1
    unsafe places = Self.allocate(capacity)
    for place in 0..<oldCapacity where unsafe old[place].fileSerial != 0 {
      let entry = unsafe old[place]
      unsafe places[freePlace(for: entry.address)] = entry
    }
    unsafe old.deallocate()
  }

  /// Calls a function with every entry, in no order.
  func forEach(_ body: (SourceEntry<Address>) -> Void) {
    for place in 0..<capacity where unsafe places[place].fileSerial != 0 {
      unsafe body(places[place])
    }
  }

  /// The entry of an address, nil when the source was not heard.
  func entry(of address: Address) -> SourceEntry<Address>? {
    var place = home(of: address)
    while unsafe places[place].fileSerial != 0 {
      if unsafe places[place].address == address { return unsafe places[place] }
      place = (place + 1) & (capacity - 1)
    }
    return nil
  }
}
