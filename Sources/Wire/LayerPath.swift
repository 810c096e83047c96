/// The headers of a frame in the order in which they were met, without an allocation.
public struct LayerPath: Hashable, Sendable {
  /// The most layers that are kept.
  public static let capacity = 16

  /// How many layers the path has.
  public private(set) var count = 0
  private var packed: UInt128 = 0

  /// A path without layers.
  public init() {}

  /// Adds a layer, or returns false when the path is full.
  @discardableResult
  mutating func append(_ layer: Layer) -> Bool {
    guard count < Self.capacity else { return false }
    packed |= UInt128(layer.rawValue) << (8 * UInt128(count))
    count += 1
    return true
  }

  /// The layer at a place, outermost first.
  public subscript(index: Int) -> Layer {
    Layer(rawValue: UInt8(truncatingIfNeeded: packed >> (8 * UInt128(index))))
  }
}

extension LayerPath: CustomStringConvertible {
  /// The names, joined by colons: `eth:ethertype:ip:tcp`.
  public var description: String {
    (0..<count).map { self[$0].description }.joined(separator: ":")
  }
}
