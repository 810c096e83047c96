import Schema

/// Distinct sources by day and region, as they are added one by one.
struct HostCounts {
  private var regions: [Region] = []
  /// The place of each region's number in `regions`, -1 before it came up.
  private var places = [Int](repeating: -1, count: 1 << 16)
  /// The first row of each block of 64 days.
  private var blocks: [UInt32: Int] = [:]
  /// A row a day with a count a region, in the order in which they came up.
  private var rows: [[Int]] = []

  /// Counts one source.
  ///
  /// - Parameters:
  ///   - region: Where it is.
  ///   - block: Which 64 days since 1970, plus one.
  ///   - days: The days of that block on which it counts, a bit a day.
  mutating func add(_ region: Region, block: UInt32, days: UInt64) {
    if places[Int(region.rawValue)] < 0 {
      places[Int(region.rawValue)] = regions.count
      regions.append(region)
    }
    let place = places[Int(region.rawValue)]
    let first = blocks[block] ?? rows.count
    if first == rows.count {
      blocks[block] = first
      rows += Array(repeating: [], count: 64)
    }
    var bits = days
    while bits != 0 {
      let row = first + bits.trailingZeroBitCount
      while rows[row].count <= place { rows[row].append(0) }
      rows[row][place] += 1
      bits &= bits &- 1
    }
  }

  /// The counts that are not zero.
  var byDay: [CivilDay: [Region: Int]] {
    var hosts: [CivilDay: [Region: Int]] = [:]
    for (block, first) in blocks {
      for bit in 0..<64 {
        let day = CivilDay(number: (Int(block) - 1) << 6 + bit)
        for (place, count) in rows[first + bit].enumerated() where count > 0 {
          hosts[day, default: [:]][regions[place]] = count
        }
      }
    }
    return hosts
  }
}
