/// An organisation that a list names as the owner of scanning addresses.
public struct KnownScanner: Hashable, Sendable {
  /// The organisation, as the list spells it.
  public var name: String
  /// The list's own name.
  public var list: String
  /// The day of the list, nil where the list does not say.
  public var listDate: DataDate?

  /// What `EnrichmentSnapshot.organisations` holds at index 0.
  public static let none = KnownScanner(name: "", list: "")

  /// An organisation of a list.
  public init(name: String, list: String, listDate: DataDate? = nil) {
    self.name = name
    self.list = list
    self.listDate = listDate
  }
}
