import CMemory

/// What is known of the IPv4 sources of a capture or segment: looked up once, not for every packet.
///
/// An open-addressed table of 32 bytes a place; half of the places stay free.
struct SourceMemory: Sendable {
  /// One source.
  struct Entry: Sendable {
    var source: UInt32 = 0
    /// 1 where the place is taken, 2 where the source has also sent a SYN that is remembered.
    var state: UInt32 = 0
    /// The values of the rules about a constant for the source's last SYN.
    var constants: (UInt32, UInt32) = (0, 0)
    /// The sequence number of that SYN.
    var sequence: UInt32 = 0
    var network: UInt32 = 0
    var region: UInt16 = 0
    var isKnownScanner = false
    var isBogon = false
  }

  /// The most sources that are remembered; with one more, all are forgotten.
  private static let limit = 1 << 21

  private(set) var entries = [Entry](repeating: Entry(), count: 1 << 12)
  private var count = 0

  /// Asks for the place at which the search for a source begins.
  @inline(__always)
  func prefetch(_ source: UInt32) {
    unsafe entries.withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress { unsafe cache_prefetch(start + home(of: source)) }
    }
  }

  /// The place of a source, and whether it has to be described there first.
  @inline(__always)
  mutating func place(of source: UInt32) -> (place: Int, isNew: Bool) {
    let place = search(source)
    if entries[place].state != 0 { return (place, false) }
    return (insert(source, at: place), true)
  }

  /// Says what is known of a source at a place.
  mutating func describe(_ place: Int, _ body: (inout Entry) -> Void) {
    body(&entries[place])
  }

  /// Remembers a SYN and compares it with the source's one before.
  ///
  /// - Returns: For each rule about a constant whether the two share its value although their
  ///   sequence numbers differ.
  @inline(__always)
  mutating func follow(
    _ place: Int,
    sequence: UInt32,
    constants: (UInt32, UInt32)
  ) -> (Bool, Bool) {
    let old = entries[place]
    let isComparable = old.state == 2 && old.sequence != sequence
    entries[place].state = 2
    entries[place].sequence = sequence
    entries[place].constants = constants
    return (
      isComparable && old.constants.0 == constants.0,
      isComparable && old.constants.1 == constants.1
    )
  }

  /// Forgets the SYNs and keeps what is known of addresses.
  mutating func forgetSYNs() {
    for place in entries.indices where entries[place].state == 2 { entries[place].state = 1 }
  }

  /// Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
  @inline(__always)
  private func home(of source: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(source) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (entries.count - 1)
  }

  @inline(__always)
  private func search(_ source: UInt32) -> Int {
    let mask = entries.count - 1
    var place = home(of: source)
    while entries[place].state != 0, entries[place].source != source {
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func insert(_ source: UInt32, at free: Int) -> Int {
    var place = free
    if (count + 1) * 2 > entries.count {
      let old = entries
      let isFull = count >= Self.limit
      entries = Array(repeating: Entry(), count: isFull ? 1 << 12 : old.count * 2)
      count = isFull ? 0 : count
      if !isFull {
        for entry in old where entry.state != 0 { entries[search(entry.source)] = entry }
      }
      place = search(source)
    }
    entries[place].source = source
    entries[place].state = 1
    count += 1
    return place
  }
}
