import Fingerprint
import Store
import Wire

/// Stack fingerprints as words of a block, each put into text once.
struct StackWords: Sendable {
  private struct Slot: Sendable {
    var key: UInt128 = 0
    var number: UInt32 = 0
  }

  private static let slotBits: UInt64 = 12
  /// The last stacks, each in the one place that its key has: nearly all packets find theirs here.
  private var slots = [Slot](repeating: Slot(), count: 1 << 12)
  private var numbers: [UInt128: UInt32] = [:]

  /// Forgets all numbers: the block's words were emptied.
  mutating func removeAll() {
    slots = Array(repeating: Slot(), count: slots.count)
    numbers.removeAll(keepingCapacity: true)
  }

  /// The number of the stack of a SYN.
  @inline(__always)
  mutating func number(
    of batch: borrowing HeaderBatch,
    at place: Int,
    in words: inout WordPool
  ) -> UInt32 {
    // Absent options are all ones, so no key of a packet is 0.
    let low = UInt64(batch.value(.optionKinds, at: place)) << 32
      | UInt64(batch.value(.maximumSegmentSize, at: place))
    let high = UInt64(batch.value(.windowScale, at: place)) << 32
      | UInt64(batch.value(.window, at: place)) | 1 << 63
    let slot = Int((low &* 0x9E37_79B9_7F4A_7C15 ^ high &* 0xD6E8_FEB8_6659_FD93) >> (64 - Self.slotBits))
    let key = UInt128(high) << 64 | UInt128(low)
    if slots[slot].key == key { return slots[slot].number }
    let number = find(key, batch, place, &words)
    slots[slot] = Slot(key: key, number: number)
    return number
  }

  @inline(never)
  private mutating func find(
    _ key: UInt128,
    _ batch: borrowing HeaderBatch,
    _ place: Int,
    _ words: inout WordPool
  ) -> UInt32 {
    if let known = numbers[key] { return known }
    let number = words.number(of: StackFingerprint(batch, at: place).description)
    numbers[key] = number
    return number
  }
}
