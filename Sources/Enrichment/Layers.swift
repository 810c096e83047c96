/// The runs of both versions of IP.
struct Layers: Sendable {
  var v4 = RangeLayer<UInt32>()
  var v6 = RangeLayer<UInt128>()

  /// All addresses unknown.
  init() {}

  /// The runs of one source.
  init(flattening ranges: AddressRanges) {
    v4 = RangeLayer(flattening: ranges.v4)
    v6 = RangeLayer(flattening: ranges.v6)
  }

  /// Lays a later source on top.
  mutating func overlay(_ ranges: AddressRanges) {
    guard ranges.count > 0 else { return }
    let top = Layers(flattening: ranges)
    v4 = v4.overlaid(by: top.v4)
    v6 = v6.overlaid(by: top.v6)
  }
}
