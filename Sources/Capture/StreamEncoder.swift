/// Turns plain bytes into one compressed member or frame, piece by piece.
protocol StreamEncoder: ~Copyable {
  /// Encodes `input[from..<to]` into the output's beginning.
  ///
  /// With `isLast` the member is ended; call again until `isDone`.
  mutating func encode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    isLast: Bool,
    into output: inout [UInt8]
  ) -> EncodingStep
}

/// What one call of an encoder did.
struct EncodingStep {
  /// Plain bytes that were used.
  var consumed = 0
  /// Compressed bytes that were written.
  var produced = 0
  /// Whether nothing is held back: of the input, and at the end of the member.
  var isDone = false
  /// Why encoding cannot go on, as a phrase.
  var fault: String?
}
