import Wire

/// One comparison of a rule: an XOR of header fields under a mask lies in a range of numbers.
///
/// Every comparison that rules can write comes down to this form, so that one loop tests sixteen
/// packets at once for all of them.
struct Term: Hashable, Sendable {
  /// A header field with the bits of it that count.
  struct Operand: Hashable, Sendable {
    var field: HeaderField
    var mask: UInt32
    /// Whether the bytes are reversed first; only constants of a run use it.
    var isSwapped = false
  }

  /// The fields that are combined by XOR.
  ///
  /// Range: 1...4.
  var operands: [Operand]
  /// The smallest value that matches.
  var low: UInt32
  /// How far above `low` the largest value that matches lies.
  var width: UInt32
  /// Whether the values outside of the range match instead.
  var isNegated = false
}
