import Glibc
import Schema

/// Packets by port label on one sensor and day.
///
/// A quiet day is a small open-addressed table: each place is one word, (label + 1) << 46 | packets,
/// so that the day costs 128 bytes at first. A day with more than 24,576 labels becomes an array
/// with 32 bits a label, half a megabyte, and a second one behind it for the upper halves of counts,
/// which costs nothing until a count passes 2^32.
@safe struct LabelTable: BitwiseCopyable, Sendable {
  // Owned by the LabelCounts that holds this table, so it may cross threads with it.
  nonisolated(unsafe) private var places: UnsafeMutablePointer<UInt64>
  /// The number of places less one; 0 when the place of a label is its number.
  private var mask: UInt32
  private var used: UInt32 = 0
  /// Whether an array has upper halves other than 0.
  private var hasUpperHalves = false

  private static let countBits: UInt64 = 46
  private static let countMask: UInt64 = (1 << 46) - 1
  /// Labels are numbers below this.
  private static let labelCount = 131_328
  private static let mostHashed: UInt32 = 24_576

  /// A table without counts.
  ///
  /// - Parameter isDense: Whether many labels are expected, as on a day after one that had many.
  init(isDense: Bool = false) {
    mask = isDense ? 0 : 15
    unsafe places = Self.allocate(isDense ? Self.labelCount : 16)
  }

  /// Frees the memory; the owner calls it once.
  func deallocate() {
    unsafe free(places)
  }

  /// Whether a label's place is its number.
  @inline(__always)
  var isDense: Bool { mask == 0 }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
    // Zero pages that are never written take no memory.
    guard let memory = unsafe calloc(capacity, 8) else {
      fatalError("out of memory: a table of \(capacity) labels")
    }
    return unsafe memory.bindMemory(to: UInt64.self, capacity: capacity)
  }

  /// The counts of an array: their lower halves, and behind them the upper ones.
  @inline(__always)
  private var halves: UnsafeMutablePointer<UInt32> {
    unsafe UnsafeMutableRawPointer(places).assumingMemoryBound(to: UInt32.self)
  }

  @inline(__always)
  private func home(of label: UInt32) -> UInt32 {
    (label &* 0x9E37_79B1) >> 12 & mask
  }

  /// Counts one packet.
  @inline(__always)
  mutating func count(_ label: UInt32) {
    guard isDense else { return search(1, label) }
    precondition(label < Self.labelCount, "a label is a number below 131,328")
    let sum = unsafe halves[Int(label)] &+ 1
    unsafe halves[Int(label)] = sum
    if sum == 0 { carry(1, to: label) }
  }

  /// Adds packets to a label.
  mutating func add(_ packets: UInt64, to label: UInt32) {
    guard isDense else { return search(packets, label) }
    precondition(label < Self.labelCount, "a label is a number below 131,328")
    let sum = unsafe UInt64(halves[Int(label)]) + (packets & 0xFFFF_FFFF)
    unsafe halves[Int(label)] = UInt32(truncatingIfNeeded: sum)
    let upper = (packets >> 32) + (sum >> 32)
    if upper != 0 { carry(UInt32(truncatingIfNeeded: upper), to: label) }
  }

  @inline(never)
  private mutating func carry(_ upper: UInt32, to label: UInt32) {
    unsafe halves[Self.labelCount + Int(label)] += upper
    hasUpperHalves = true
  }

  @inline(__always)
  private mutating func search(_ packets: UInt64, _ label: UInt32) {
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
    insert(key << Self.countBits | packets, at: place)
  }

  @inline(never)
  private mutating func insert(_ word: UInt64, at place: UInt32) {
    unsafe places[Int(place)] = word
    used += 1
    guard used * 4 > (mask + 1) * 3 || used > Self.mostHashed else { return }
    let old = unsafe places
    let oldCapacity = Int(mask) + 1
    mask = used > Self.mostHashed ? 0 : mask * 2 + 1
    unsafe places = Self.allocate(isDense ? Self.labelCount : oldCapacity * 2)
    for index in 0..<oldCapacity {
      let word = unsafe old[index]
      guard word != 0 else { continue }
      let label = UInt32(truncatingIfNeeded: word >> Self.countBits) - 1
      if isDense {
        add(word & Self.countMask, to: label)
      } else {
        var place = home(of: label)
        while unsafe places[Int(place)] != 0 { place = (place &+ 1) & mask }
        unsafe places[Int(place)] = word
      }
    }
    unsafe free(old)
  }

  /// Calls a function with every label and its packets, in no order.
  func forEach(_ body: (PortLabel, UInt64) -> Void) {
    guard !isDense else { return forEachOfArray(body) }
    for index in 0...Int(mask) {
      let word = unsafe places[index]
      guard word != 0 else { continue }
      let label = UInt32(truncatingIfNeeded: word >> Self.countBits) - 1
      body(PortLabel(rawValue: label), word & Self.countMask)
    }
  }

  private func forEachOfArray(_ body: (PortLabel, UInt64) -> Void) {
    for label in 0..<Self.labelCount {
      let upper = hasUpperHalves ? unsafe UInt64(halves[Self.labelCount + label]) << 32 : 0
      let packets = unsafe upper | UInt64(halves[label])
      if packets != 0 { body(PortLabel(rawValue: UInt32(label)), packets) }
    }
  }

  /// All labels with their packets, in no order.
  var counts: [LabelCount] {
    var labels = 0
    forEach { _, _ in labels += 1 }
    var counts: [LabelCount] = []
    counts.reserveCapacity(labels)
    forEach { counts.append(LabelCount(label: $0, packets: $1)) }
    return counts
  }
}
