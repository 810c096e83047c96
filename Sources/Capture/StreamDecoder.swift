/// Turns compressed bytes into plain ones, piece by piece.
protocol StreamDecoder: ~Copyable {
  /// Whether the input may end here: every member or frame that began is complete.
  var isComplete: Bool { get }

  /// Decodes from `input[from..<to]` into the output behind its first bytes.
  ///
  /// Called with no input at all it gives what it still holds back.
  mutating func decode(
    _ input: [UInt8],
    from: Int,
    to: Int,
    into output: inout [UInt8],
    behind produced: Int
  ) -> DecodingStep
}
