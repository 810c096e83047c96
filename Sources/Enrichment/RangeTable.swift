/// The form in which ranges are looked up: sorted boundaries behind a root index.
///
/// The root tells, for the leading bits of an address, between which boundaries to search. It has
/// about as many places as there are boundaries, 65,536 at most, so that a search takes a step or
/// two where data are spread evenly and a dozen in the densest /16.
struct RangeTable<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let lows: [Address]
  private let values: [UInt32]
  /// For each number of leading bits, and one more, how many boundaries lie before its addresses.
  private let root: [UInt32]
  private let shift: Int

  init(_ layer: RangeLayer<Address>) {
    lows = layer.lows
    values = layer.values
    var bits = 1
    while bits < 16, 1 << bits < layer.lows.count { bits += 1 }
    shift = Address.bitWidth - bits
    var root: [UInt32] = []
    root.reserveCapacity(1 << bits + 1)
    var before = 0
    for leading in 0..<(1 << bits) {
      while before < lows.count, lows[before] < Address(leading) << shift { before += 1 }
      root.append(UInt32(before))
    }
    root.append(UInt32(lows.count))
    self.root = root
  }

  /// The value of an address.
  ///
  /// Complexity: O(log *n*) in the boundaries that share the address's leading bits.
  subscript(address: Address) -> UInt32 {
    let leading = Int(truncatingIfNeeded: address >> shift)
    var low = Int(root[leading])
    var high = Int(root[leading + 1])
    while low < high {
      let middle = (low + high) >> 1
      if lows[middle] <= address { low = middle + 1 } else { high = middle }
    }
    // The first boundary is 0, so at least one lies at or before every address.
    return values[low - 1]
  }

  /// The memory that the table takes.
  var byteCount: Int {
    lows.count * MemoryLayout<Address>.stride + (values.count + root.count) * 4
  }
}
