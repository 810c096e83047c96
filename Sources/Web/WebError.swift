/// Why a page or a request was refused, as one sentence: what, where, remedy.
public struct WebError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The status of HTTP with which it is answered.
  public var status: Int
  /// The field, the file or the path.
  public var place: String
  /// What is wrong there.
  public var problem: String
  /// What the reader can do.
  public var remedy: String
  /// After how many seconds to try again; nil where waiting does not help.
  public var retryAfter: Int?
  /// Whether the connection ends behind the answer, because the rest of the request is of no interest.
  var endsConnection = false
  /// What is left to a reader who asked too often.
  var balance: RequestBudget.Balance?

  /// A refusal.
  public init(
    _ status: Int,
    place: String,
    problem: String,
    remedy: String,
    retryAfter: Int? = nil
  ) {
    self.status = status
    self.place = place
    self.problem = problem
    self.remedy = remedy
    self.retryAfter = retryAfter
  }

  /// The sentence.
  public var description: String { "\(place): \(problem); \(remedy)" }
}

extension WebError {
  /// There is no page of this path.
  static func nothing(at path: String) -> WebError {
    WebError(
      404,
      place: String(path.prefix(100)),
      problem: "there is nothing here",
      remedy: "begin at /"
    )
  }

  /// A value of a query or a form that cannot be used.
  static func field(_ name: String, _ problem: String, _ remedy: String) -> WebError {
    WebError(400, place: name, problem: problem, remedy: remedy)
  }

  /// The store, the registry or the renderer does not answer; why is for the log.
  static let later = WebError(
    503,
    place: "the server",
    problem: "it cannot answer this now",
    remedy: "try again in a minute",
    retryAfter: 60
  )
}
