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
