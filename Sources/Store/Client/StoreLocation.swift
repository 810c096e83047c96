import Foundation

/// Where the store is: in a data directory, or on a ClickHouse server.
public enum StoreLocation: Hashable, Sendable {
  /// The embedded engine, with its files in a data directory.
  case embedded(directory: String)
  /// A ClickHouse server, or a cluster of which it is a node.
  case server(ServerLocation)

  /// Reads what a person writes: a folder, or `http://user@host:8123/database?cluster=name`.
  public init(parsing text: String) throws(StoreError) {
    guard text.firstRange(of: "://") != nil else {
      guard !text.isEmpty else {
        throw StoreError(
          kind: .configuration,
          place: "store",
          problem: "the location is empty",
          remedy: "give a data directory or http://user@host:8123/database"
        )
      }
      self = .embedded(directory: text)
      return
    }
    self = .server(try ServerLocation(parsing: text))
  }
}

extension StoreLocation: CustomStringConvertible {
  /// The location as it is written.
  public var description: String {
    switch self {
    case .embedded(let directory): directory
    case .server(let server): server.description
    }
  }
}
