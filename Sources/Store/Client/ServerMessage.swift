/// What a ClickHouse server says when it refuses: a number and a sentence.
///
/// The text is `Code: 60. DB::Exception: Table default.x doesn't exist. (UNKNOWN_TABLE) (version 26.9)` and, in
/// older servers, `Code: 60, e.displayText() = DB::Exception: …, e.what() = DB::Exception` with a trace.
struct ServerMessage: Hashable {
  /// TOO_MANY_SIMULTANEOUS_QUERIES: refused before anything was done.
  static let tooManyQueries = 202
  /// READONLY: a query that only reads wants to do something else.
  static let readOnly = 164
  /// Numbers after which rows of an insert may be stored all the same: the time is over, or a node of the cluster
  /// did not answer (Source: ErrorCodes.cpp).
  static let codesOfUnknownOutcome: Set<Int> = [
    159,  // TIMEOUT_EXCEEDED
    209, 210,  // SOCKET_TIMEOUT, NETWORK_ERROR
    279,  // ALL_CONNECTION_TRIES_FAILED
    319,  // UNKNOWN_STATUS_OF_INSERT
    425,  // SYSTEM_ERROR
  ]
  /// A longer sentence is cut: it repeats the query.
  private static let longest = 400

  let code: Int
  let sentence: String

  /// Reads the text of an answer, with the number of its header where there is one.
  init(_ text: String, code header: String?) {
    var rest = Substring(text)
    var code = header.flatMap { Int($0) }
    if let found = rest.firstRange(of: "Code: ") {
      let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
      code = code ?? Int(digits)
    }
    // The innermost sentence is the one that says why.
    while let found = rest.firstRange(of: "DB::Exception: ") {
      let following = rest[found.upperBound...]
      guard !following.isEmpty else { break }
      if let trace = following.firstRange(of: ", e.what() = ") {
        rest = following[..<trace.lowerBound]
      } else {
        rest = following
      }
    }
    if let version = rest.firstRange(of: " (version ") { rest = rest[..<version.lowerBound] }
    if let trace = rest.firstRange(of: "Stack trace:") { rest = rest[..<trace.lowerBound] }
    let words = rest.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var sentence = words.count > Self.longest ? words.prefix(Self.longest) + "…" : words
    while let last = sentence.last, last == "." || last == " " { sentence.removeLast() }
    self.code = code ?? 0
    self.sentence = sentence.isEmpty ? "it gave no reason" : sentence
  }

  /// What to do about a refusal, by its number; a refusal of another number is about the query.
  static func remedy(code: Int) -> String {
    switch code {
    case 60, 81: "create the tables first, or name another database"
    case 159: "ask for less, or allow more time"
    case readOnly: "write one SELECT that reads tables only"
    case 192, 193, 194, 516: "check the user's name and HIRUNDO_STORE_PASSWORD"
    case 497: "ask the server's administrator for the right to do this"
    case tooManyQueries: "try again later"
    case 241: "ask for less, or allow more memory"
    case 75, 243: "make room on the disk"
    case 279: "wait until all nodes of the cluster answer"
    default: "correct the query"
    }
  }
}
