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
