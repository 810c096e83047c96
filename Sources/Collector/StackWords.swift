import Fingerprint
import Store
import Wire

/// Options of SYNs as words of a block, each put into text once.
struct StackWords: Sendable {
  private struct Slot: Sendable {
    var key: UInt64 = .max
    var number: UInt32 = 0
  }

  private static let slotBits: UInt64 = 10
  /// The last options, each in the one place that its key has: nearly all packets find theirs here.
  private var slots = [Slot](repeating: Slot(), count: 1 << 10)
  private var numbers: [UInt64: UInt32] = [:]

  /// Forgets all numbers: the block's words were emptied.
  mutating func removeAll() {
    slots = Array(repeating: Slot(), count: slots.count)
    numbers.removeAll(keepingCapacity: true)
  }

  /// The number of the options of a SYN.
  @inline(__always)
  mutating func number(
    of batch: borrowing HeaderBatch,
    at place: Int,
    in words: inout WordPool
  ) -> UInt32 {
    // An absent option is all ones, one bit more than a value can have: 32, 17 and 9 bits.
    let key =
      UInt64(batch.value(.optionKinds, at: place)) << 26
      | UInt64(batch.value(.maximumSegmentSize, at: place) & 0x1_FFFF) << 9
      | UInt64(batch.value(.windowScale, at: place) & 0x1FF)
    // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.slotBits))
    if slots[slot].key == key { return slots[slot].number }
    let number = find(key, batch, place, &words)
    slots[slot] = Slot(key: key, number: number)
    return number
  }

  @inline(never)
  private mutating func find(
    _ key: UInt64,
    _ batch: borrowing HeaderBatch,
    _ place: Int,
    _ words: inout WordPool
  ) -> UInt32 {
    if let known = numbers[key] { return known }
    let number = words.number(of: StackFingerprint(batch, at: place).options)
    numbers[key] = number
    return number
  }
}
