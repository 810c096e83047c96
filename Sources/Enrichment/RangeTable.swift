/// The form in which ranges are looked up: sorted boundaries behind a root index.
///
/// The root tells, for the leading bits of an address, between which boundaries to search. It has
/// about as many places as there are boundaries, 65,536 at most, so that a search takes a step or
/// two where data are spread evenly and a dozen in the densest /16.
struct RangeTable<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let lows: [Address]
  private let values: [UInt32]
  /// For each value of the leading bits, and one more, the run that holds its first address.
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
    var run = 0
    for leading in 0..<(1 << bits) {
      while run + 1 < lows.count, lows[run + 1] <= Address(leading) << shift { run += 1 }
      root.append(UInt32(run))
    }
    root.append(UInt32(lows.count - 1))
    self.root = root
  }

  /// The value of an address.
  ///
  /// Complexity: O(log *n*) in the boundaries that share the address's leading bits.
  subscript(address: Address) -> UInt32 {
    let leading = Int(truncatingIfNeeded: address &>> Address(truncatingIfNeeded: shift))
    var run = Int(root[leading])
    var count = Int(root[leading + 1]) - run + 1
    while count > 1 {
      let half = count >> 1
      if lows[run + half] <= address { run += half }
      count -= half
    }
    return values[run]
  }

  /// How many addresses have each value, the unknown ones left out.
  ///
  /// Complexity: O(*n*) in the boundaries.
  var addressCounts: [UInt32: Double] {
    var counts: [UInt32: Double] = [:]
    for run in lows.indices where values[run] != 0 {
      let end = run + 1 < lows.count ? Double(lows[run + 1]) : Double(Address.max) + 1
      counts[values[run], default: 0] += end - Double(lows[run])
    }
    return counts
  }

  /// The memory that the table takes.
  var byteCount: Int {
    lows.count * MemoryLayout<Address>.stride + (values.count + root.count) * 4
  }
}
