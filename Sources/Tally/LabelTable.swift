import Schema

/// Packets by port label on one sensor and day: a small open-addressed table.
///
/// Each place is one word, (label + 1) << 46 | packets, so that a day of a sensor stays in the
/// second-level cache while it is counted, and a quiet one costs 128 bytes.
@safe struct LabelTable: BitwiseCopyable, Sendable {
  // Owned by the LabelCounts that holds this table, so it may cross threads with it.
  nonisolated(unsafe) private var places: UnsafeMutablePointer<UInt64>
  private var mask: UInt32
  private var used: UInt32 = 0

  private static let countBits: UInt64 = 46
  private static let countMask: UInt64 = 1 << 46 - 1

  init() {
    mask = 15
    unsafe places = Self.allocate(16)
  }

  /// Frees the memory; the owner calls it once.
  func deallocate() {
    unsafe places.deallocate()
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    let memory = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    unsafe memory.initialize(repeating: 0, count: capacity)
    return unsafe memory
  }

  @inline(__always)
  private func home(of label: UInt32) -> UInt32 {
    (label &* 0x9E37_79B1) >> 12 & mask
  }

  /// Reads the place at which the search for a label begins.
  @inline(__always)
  func touch(_ label: UInt32) -> UInt64 {
    unsafe places[Int(home(of: label))]
  }

  /// Adds packets to a label.
  @inline(__always)
  mutating func add(_ packets: UInt64, to label: UInt32) {
    let key = UInt64(label + 1)
    var place = home(of: label)
    while true {
      let word = unsafe places[Int(place)]
      if word >> Self.countBits == key {
        unsafe places[Int(place)] = word &+ packets
        return
      }
      if word == 0 { break }
      place = (place &+ 1) & mask
    }
    insert(key << Self.countBits | packets, label: label, at: place)
  }

  @inline(never)
  private mutating func insert(_ word: UInt64, label: UInt32, at free: UInt32) {
    unsafe places[Int(free)] = word
    used += 1
    guard used * 4 > (mask + 1) * 3 else { return }
    let old = unsafe places
    let oldCapacity = Int(mask) + 1
    mask = mask * 2 + 1
    unsafe places = Self.allocate(oldCapacity * 2)
    for index in 0..<oldCapacity {
      let word = unsafe old[index]
      guard word != 0 else { continue }
      var place = home(of: UInt32(truncatingIfNeeded: word >> Self.countBits) - 1)
      while unsafe places[Int(place)] != 0 { place = (place &+ 1) & mask }
      unsafe places[Int(place)] = word
    }
    unsafe old.deallocate()
  }

  /// Calls a function with every label and its packets, in no order.
  func forEach(_ body: (PortLabel, UInt64) -> Void) {
    for index in 0...Int(mask) {
      let word = unsafe places[index]
      guard word != 0 else { continue }
      body(
        PortLabel(rawValue: UInt32(truncatingIfNeeded: word >> Self.countBits) - 1),
        word & Self.countMask
      )
    }
  }

  /// All labels with their packets, in no order.
  var counts: [LabelCount] {
    var counts: [LabelCount] = []
    counts.reserveCapacity(Int(used))
    forEach { counts.append(LabelCount(label: $0, packets: $1)) }
    return counts
  }
}
