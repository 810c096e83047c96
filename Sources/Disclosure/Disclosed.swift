/// A value that passed the gate for an audience: what documents, pages and feeds take.
///
/// Only `Disclosure` makes one.
public struct Disclosed<Value: Sendable>: Sendable {
  /// The value, without what the audience must not see.
  public let value: Value
  /// For whom it is.
  public let audience: Audience
  /// What was taken out of it or made coarser, and why; none for operators.
  public let withheld: [Withheld]

  init(value: Value, audience: Audience, withheld: [Withheld] = []) {
    self.value = value
    self.audience = audience
    self.withheld = withheld
  }
}

extension Disclosed: Equatable where Value: Equatable {}
