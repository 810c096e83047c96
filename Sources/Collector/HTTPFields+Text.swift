import Hummingbird

extension HTTPFields {
  /// The value of a header by its name in lower case, nil where it is not there.
  func text(_ name: String) -> String? {
    first { $0.name.canonicalName == name }?.value
  }

  /// Sets a header by its name.
  mutating func set(_ name: String, _ value: String) {
    guard let name = Element.Name(name) else { return }
    self[name] = value
  }
}
