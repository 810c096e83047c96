/// By what the dashboard shows a provider that it is itself; it prints as nothing that can be used.
public struct ClientSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  let text: String

  /// A secret of a file's text, whose line may end.
  ///
  /// - Parameter text: The text; nil is returned for one that is empty or too long, or has control characters.
  public init?(_ text: String) {
    let line = text.drop { $0.isWhitespace }
    let end = line.lastIndex { !$0.isWhitespace }
    let secret = end.map { String(line[...$0]) } ?? ""
    guard (1...4096).contains(secret.utf8.count),
      secret.utf8.allSatisfy({ $0 >= 32 && $0 != 127 })
    else { return nil }
    self.text = secret
  }

  /// Says only that there is one.
  public var description: String { "a secret" }

  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
