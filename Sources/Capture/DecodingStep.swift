/// What one call of a decoder did.
struct DecodingStep {
  /// Compressed bytes that were used.
  var consumed = 0
  /// Plain bytes that were written.
  var produced = 0
  /// Why decoding cannot go on, as a phrase.
  var fault: String?
  /// Whether the rest of the input belongs to no member of the stream.
  var isTrailing = false
}
