import Schema

/// Packets by port label: pages of 256 labels, made when one of them is first counted.
///
/// Nearly every simulated packet goes to a label that was counted before, and two look-ups in arrays
/// cost a tenth of a dictionary's.
struct LabelPages {
  private var pages = [[Int]](repeating: [], count: 513)

  /// Counts one packet.
  mutating func add(_ label: PortLabel) {
    let page = Int(label.rawValue >> 8)
    if pages[page].isEmpty { pages[page] = Array(repeating: 0, count: 256) }
    pages[page][Int(label.rawValue & 0xFF)] += 1
  }

  /// The labels with packets, lowest number first.
  var counts: [(label: PortLabel, packets: Int)] {
    pages.enumerated().flatMap { page, counts in
      counts.enumerated().compactMap { place, packets in
        packets > 0 ? (PortLabel(rawValue: UInt32(page << 8 + place)), packets) : nil
      }
    }
  }
}
