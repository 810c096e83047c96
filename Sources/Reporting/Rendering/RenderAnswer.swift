/// What the renderer answers to a request.
struct RenderAnswer: Hashable, Sendable, Decodable {
  /// What was asked for, where it is text.
  var text: String?
  /// Why it could not be done.
  var error: String?
  /// What can be done about that.
  var remedy: String?
}
