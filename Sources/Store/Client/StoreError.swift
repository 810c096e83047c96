/// Why the store could not do what it was asked, as one sentence with its remedy.
public struct StoreError: Error, Hashable, Sendable {
  /// What went wrong, as far as a program reacts to it.
  public enum Kind: Hashable, Sendable {
    /// The request cannot be made: a location, a password or an installation is not as it has to be.
    case configuration
    /// Nothing answers; nothing was sent, so the same request may be made again.
    case unreachable
    /// The server said no, with ClickHouse's number of the reason.
    case refused(code: Int)
    /// The answer to something that only reads did not arrive whole.
    case interrupted
    /// Rows or a statement were sent and no answer came: it may have been done, in part or not at all.
    case unknownOutcome
    /// The answer is longer than the caller allows.
    case tooLong
  }

  /// What went wrong, for the program.
  public var kind: Kind
  /// Where: a server's address without user and password, or a file.
  public var place: String
  /// What went wrong, for people.
  public var problem: String
  /// What the reader of the sentence can do.
  public var remedy: String

  /// An error at a place.
  public init(kind: Kind, place: String, problem: String, remedy: String) {
    self.kind = kind
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }

  /// Whether the same request may be made again: it had no effect, and a later one may succeed.
  public var isRetriable: Bool {
    switch kind {
    case .unreachable, .interrupted: true
    case .refused(let code): code == ServerMessage.tooManyQueries
    case .configuration, .unknownOutcome, .tooLong: false
    }
  }
}

extension StoreError: CustomStringConvertible {
  /// The sentence: place, problem, remedy.
  public var description: String { "\(place): \(problem); \(remedy)" }
}
