/// Why enrichment data was refused: where, what was found, and what to do about it.
public struct EnrichmentError: Error, Hashable, Sendable {
  /// A place inside a file.
  public enum Place: Hashable, Sendable {
    /// A line of text, counted from 1.
    case line(Int)
    /// An entry of a JSON list, counted from 1.
    case entry(Int)
  }

  /// The file or folder.
  public var path: String
  /// The place in the file, nil where the whole file is meant.
  public var place: Place?
  /// What was found.
  public var problem: String
  /// What the reader of the message can do.
  public var remedy: String

  /// An error at a place of a file.
  public init(path: String, place: Place? = nil, problem: String, remedy: String) {
    self.path = path
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}

extension EnrichmentError: CustomStringConvertible {
  /// One sentence: `lists/censys.txt, line 3: "1.2.3" is not an address; correct the line`.
  public var description: String {
    let location =
      switch place {
      case .line(let number): "\(path), line \(number)"
      case .entry(let number): "\(path), entry \(number)"
      case nil: path
      }
    return "\(location): \(problem); \(remedy)"
  }
}
