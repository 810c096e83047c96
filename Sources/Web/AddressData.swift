public import Schema

/// How many IPv4 addresses each region has, by the data that are loaded.
public struct AddressData: Hashable, Sendable {
  /// The addresses of each region.
  public var counts: [Region: UInt64]
  /// The day of the data; nil where they do not say.
  public var date: String?

  /// Counts of a day.
  public init(counts: [Region: UInt64], date: String?) {
    self.counts = counts
    self.date = date
  }

  /// A number per million addresses of a region; nil where its addresses are not known.
  func perMillion(_ value: Double, of region: Region) -> Double? {
    guard let count = counts[region], count > 0 else { return nil }
    return value / Double(count) * 1_000_000
  }
}
