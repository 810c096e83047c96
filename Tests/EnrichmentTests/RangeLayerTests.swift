import Testing

@testable import Enrichment

@Suite("Flattening of ranges")
struct RangeLayerTests {
  typealias Entry = AddressRanges.Entry<UInt8>

  static func layer(_ entries: [Entry]) -> RangeLayer<UInt8> { RangeLayer(flattening: entries) }

  @Test("A range has its first and last address and neither neighbour")
  func borders() {
    let layer = Self.layer([Entry(low: 10, high: 19, value: 7)])
    #expect(layer.lows == [0, 10, 20])
    #expect(layer.values == [0, 7, 0])
  }

  @Test("No ranges leave everything unknown")
  func empty() {
    #expect(Self.layer([]).lows == [0])
    #expect(Self.layer([]).values == [0])
  }

  @Test("A range may begin at the first address and end at the last")
  func wholeSpace() {
    let layer = Self.layer([
      Entry(low: 0, high: 255, value: 1), Entry(low: 255, high: 255, value: 2),
    ])
    #expect(layer.lows == [0, 255])
    #expect(layer.values == [1, 2])
  }

  @Test("The more specific of two nested ranges decides, in either order")
  func nesting() {
    let wide = Entry(low: 0, high: 99, value: 1)
    let narrow = Entry(low: 0, high: 9, value: 2)
    for entries in [[wide, narrow], [narrow, wide]] {
      #expect(Self.layer(entries).lows == [0, 10, 100])
      #expect(Self.layer(entries).values == [2, 1, 0])
    }
  }

  @Test("A more specific range of unknown value hides the wider one")
  func unknownInside() {
    let layer = Self.layer([Entry(low: 0, high: 99, value: 1), Entry(low: 40, high: 49, value: 0)])
    #expect(layer.lows == [0, 40, 50, 100])
    #expect(layer.values == [1, 0, 1, 0])
  }

  @Test("Of two equal ranges the later one decides")
  func equalRanges() {
    let layer = Self.layer([Entry(low: 5, high: 6, value: 1), Entry(low: 5, high: 6, value: 2)])
    #expect(layer.values == [0, 2, 0])
  }

  @Test("Of two ranges that overlap in part the shorter one decides")
  func partialOverlap() {
    let layer = Self.layer([Entry(low: 10, high: 19, value: 1), Entry(low: 15, high: 40, value: 2)])
    #expect(layer.lows == [0, 10, 20, 41])
    #expect(layer.values == [0, 1, 2, 0])
  }

  @Test("Neighbours of one value become one run")
  func merging() {
    let layer = Self.layer([Entry(low: 10, high: 19, value: 1), Entry(low: 20, high: 29, value: 1)])
    #expect(layer.lows == [0, 10, 30])
  }

  @Test("A later source decides where it knows something, the earlier one elsewhere")
  func overlay() {
    let base = Self.layer([Entry(low: 0, high: 99, value: 1)])
    let top = Self.layer([Entry(low: 50, high: 149, value: 2), Entry(low: 60, high: 69, value: 0)])
    let merged = base.overlaid(by: top)
    #expect(merged.lows == [0, 50, 60, 70, 150])
    #expect(merged.values == [1, 2, 1, 2, 0])
  }

  @Test("An overlay of equal values leaves one run")
  func overlayMerging() {
    let base = Self.layer([Entry(low: 0, high: 99, value: 1)])
    let merged = base.overlaid(by: Self.layer([Entry(low: 50, high: 149, value: 1)]))
    #expect(merged.lows == [0, 150])
    #expect(merged.values == [1, 0])
  }

  @Test("Any ranges give each address what a search through all of them gives")
  func agreesWithSearch() {
    var random = Xorshift(state: 20_221_029)
    for _ in 0..<150 {
      let entries = (0..<Int(random.next() % 12)).map { _ in
        let ends = [UInt8(random.next() % 256), UInt8(random.next() % 256)].sorted()
        return Entry(low: ends[0], high: ends[1], value: UInt32(random.next() % 4))
      }
      let layer = Self.layer(entries)
      let table = RangeTable(layer)
      for address in UInt8.min...UInt8.max {
        var expected: Entry?
        for entry in entries where (entry.low...entry.high).contains(address) {
          guard let best = expected, best.high - best.low < entry.high - entry.low else {
            expected = entry
            continue
          }
        }
        #expect(table[address] == expected?.value ?? 0, "\(address) in \(entries)")
      }
      #expect(zip(layer.lows, layer.lows.dropFirst()).allSatisfy(<))
      #expect(zip(layer.values, layer.values.dropFirst()).allSatisfy(!=))
    }
  }
}

/// Marsaglia's xorshift generator (DOI 10.18637/jss.v008.i14), so that a test repeats itself.
struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
