/// A value for every address there is: sorted boundaries, each the start of a run of one value.
///
/// Within one source the most specific range (the one with the fewest addresses) decides, and of
/// two equal ranges the later one. Between sources the later source decides wherever it knows
/// something; where its value is 0, unknown, the earlier source keeps its say
/// (docs/formats/enrichment.md).
struct RangeLayer<Address: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The first address of each run, strictly rising; the first is 0.
  private(set) var lows: [Address] = [0]
  /// The value of each run; neighbours differ.
  private(set) var values: [UInt32] = [0]

  /// All addresses unknown.
  init() {}

  /// The runs of ranges that may overlap and come in any order.
  ///
  /// Complexity: O(*n* log *n*), near O(*n*) for sorted prefixes.
  init(flattening entries: [AddressRanges.Entry<Address>]) {
    var (isSorted, isDisjoint) = (true, true)
    for index in entries.indices.dropFirst() {
      let (before, low) = (entries[index - 1], entries[index].low)
      isSorted = isSorted && before.low <= low
      isDisjoint = isDisjoint && before.high < low
    }
    lows.reserveCapacity(2 * entries.count + 1)
    values.reserveCapacity(2 * entries.count + 1)
    if isDisjoint {
      for entry in entries {
        begin(entry.value, at: entry.low)
        if entry.high < .max { begin(0, at: entry.high + 1) }
      }
      return
    }
    let order =
      isSorted
      ? nil
      : entries.indices.sorted { left, right in
        entries[left].low != entries[right].low
          ? entries[left].low < entries[right].low : left < right
      }
    var open = OpenRanges<Address>()
    for step in entries.indices {
      let index = order?[step] ?? step
      let entry = entries[index]
      close(&open, before: entry.low)
      open.insert(
        .init(
          extent: entry.high - entry.low,
          order: index,
          high: entry.high,
          value: entry.value
        )
      )
      begin(open.first?.value ?? 0, at: entry.low)
    }
    close(&open, before: nil)
  }

  /// Ends the ranges whose last address lies before an address, or all of them.
  private mutating func close(_ open: inout OpenRanges<Address>, before limit: Address?) {
    while let first = open.first, limit.map({ first.high < $0 }) ?? true {
      open.removeFirst(endingBy: first.high)
      guard first.high < .max else { continue }
      begin(open.first?.value ?? 0, at: first.high + 1)
    }
  }

  /// Starts a run at an address not before the last run's, replacing one that starts there.
  private mutating func begin(_ value: UInt32, at low: Address) {
    if lows[lows.count - 1] == low {
      lows.removeLast()
      values.removeLast()
    }
    guard values.last != value else { return }
    lows.append(low)
    values.append(value)
  }

  /// This layer with another on top of it.
  func overlaid(by top: RangeLayer) -> RangeLayer {
    guard top.lows.count > 1 || top.values[0] != 0 else { return self }
    guard lows.count > 1 || values[0] != 0 else { return top }
    var merged = RangeLayer()
    merged.lows.reserveCapacity(lows.count + top.lows.count)
    merged.values.reserveCapacity(lows.count + top.lows.count)
    var below = 0
    var above = 0
    while true {
      let value = top.values[above] != 0 ? top.values[above] : values[below]
      merged.begin(value, at: max(lows[below], top.lows[above]))
      let nextBelow = below + 1 < lows.count ? lows[below + 1] : nil
      let nextAbove = above + 1 < top.lows.count ? top.lows[above + 1] : nil
      switch (nextBelow, nextAbove) {
      case (nil, nil): return merged
      case (.some, nil): below += 1
      case (nil, .some): above += 1
      case (let left?, let right?):
        if left <= right { below += 1 }
        if right <= left { above += 1 }
      }
    }
  }

  /// Puts another number in the place of each value.
  mutating func replaceValues(_ replacement: (UInt32) -> UInt32) {
    for index in values.indices { values[index] = replacement(values[index]) }
  }
}
