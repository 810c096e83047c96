/// What one source says of addresses: where they are, and in which network.
struct SourceContents: Sendable {
  /// The data's own account of itself.
  var header = SourceHeader()
  /// Values are `Region.rawValue`.
  var regions = AddressRanges()
  /// Values are numbers of autonomous systems.
  var networks = AddressRanges()
  /// Names by number of autonomous system; of two names the later one stays.
  var names: [UInt32: String] = [:]
  /// The number of ranges that the source gave.
  var entries = 0
}
