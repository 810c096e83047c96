/// A value that passed the gate for an audience: what documents, pages and feeds take.
///
/// Only `Disclosure` makes one.
public struct Disclosed<Value: Sendable>: Sendable {
  /// The value, without what the audience must not see.
  public let value: Value
  /// For whom it is.
  public let audience: Audience

  init(value: Value, audience: Audience) {
    self.value = value
    self.audience = audience
  }
}
