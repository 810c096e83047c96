/// Something that a person gave and that cannot be used: one sentence with place and remedy.
struct InputError: Error, CustomStringConvertible {
  /// The sentence.
  let description: String

  /// An error that says what is wrong, where, and what to do.
  init(_ description: String) {
    self.description = description
  }
}
