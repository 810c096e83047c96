/// The ranges that cover the place a sweep has reached, the most specific one first.
///
/// A binary heap: ranges may overlap in any way without making the sweep quadratic.
struct OpenRanges<Address: FixedWidthInteger & UnsignedInteger & Sendable> {
  struct Element {
    /// The number of addresses less one: a smaller range is more specific.
    var extent: Address
    /// The place in the source: of two equal ranges the later one wins.
    var order: Int
    var high: Address
    var value: UInt32

    func precedes(_ other: Element) -> Bool {
      extent != other.extent ? extent < other.extent : order > other.order
    }
  }

  private var heap: [Element] = []

  var first: Element? { heap.first }

  mutating func insert(_ element: Element) {
    heap.append(element)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// Takes away every leading range that ends at or before an address.
  mutating func removeFirst(endingBy address: Address) {
    while let first = heap.first, first.high <= address { removeFirst() }
  }

  private mutating func removeFirst() {
    guard let last = heap.popLast(), !heap.isEmpty else { return }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
      guard heap[child].precedes(heap[parent]) else { return }
      heap.swapAt(child, parent)
      parent = child
    }
  }
}
