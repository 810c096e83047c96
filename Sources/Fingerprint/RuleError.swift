/// A rule file that cannot be used: which rule is broken and where.
public struct RuleError: Error, Hashable, Sendable {
  /// The file.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// What is wrong and what would be right.
  public let message: String
}

extension RuleError: CustomStringConvertible {
  /// One sentence: `my.rules, line 7: unknown field "ttl"; fields are ...`.
  public var description: String { "\(file), line \(line): \(message)" }
}
