/// The ranges that one source gives, in its order, each with a number that stands for its meaning.
struct AddressRanges: Sendable {
  /// Consecutive addresses, both ends included, and their value; 0 means unknown.
  struct Entry<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    var low: Address
    var high: Address
    var value: UInt32
  }

  private(set) var v4: [Entry<UInt32>] = []
  private(set) var v6: [Entry<UInt128>] = []

  var count: Int { v4.count + v6.count }

  mutating func append(_ block: AddressBlock, value: UInt32) {
    switch block {
    case .v4(let range):
      v4.append(Entry(low: range.lowerBound, high: range.upperBound, value: value))
    case .v6(let range):
      v6.append(Entry(low: range.lowerBound, high: range.upperBound, value: value))
    }
  }

  mutating func append(contentsOf other: AddressRanges) {
    v4 += other.v4
    v6 += other.v6
  }

  /// The same ranges with every value raised by an offset.
  func shifted(by offset: UInt32) -> AddressRanges {
    var shifted = self
    for index in v4.indices { shifted.v4[index].value += offset }
    for index in v6.indices { shifted.v6[index].value += offset }
    return shifted
  }
}
