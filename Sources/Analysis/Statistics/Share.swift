/// A part of a whole, both counted: what every percentage is made from.
public struct Share: Hashable, Sendable, Codable {
  /// The part.
  public var part: UInt64
  /// The whole, of which the part is one.
  public var whole: UInt64

  /// A part of a whole.
  public init(_ part: UInt64, of whole: UInt64) {
    self.part = part
    self.whole = whole
  }

  /// The part divided by the whole, from the counts and never from rounded numbers.
  ///
  /// Range: 0...1; nil of nothing, and where the two cannot be part and whole.
  public var value: Double? {
    whole > 0 && part <= whole ? Double(part) / Double(whole) : nil
  }
}
