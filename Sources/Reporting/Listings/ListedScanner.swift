/// An organisation that a list names as the owner of scanning addresses.
public struct ListedScanner: Hashable, Sendable, CustomStringConvertible {
  /// The organisation, as the list spells it.
  public var name: String
  /// The list's own name.
  public var list: String
  /// The day of the list; nil where it does not say.
  public var date: String?

  /// An organisation of a list.
  public init(name: String, list: String, date: String?) {
    self.name = name
    self.list = list
    self.date = date
  }

  /// The organisation with the list and its day.
  public var description: String {
    "\(name) (list \(list)\(date.map { " of \($0)" } ?? ""))"
  }
}
