/// What `hirundo doctor` found in one place.
struct Finding: Encodable, Sendable {
  /// How it is.
  enum State: String, Encodable, Sendable {
    case ok, warn, fail
  }

  var area: String
  var state: State
  var text: String
  @OrNull var remedy: String?

  init(_ area: String, _ state: State, _ text: String, remedy: String? = nil) {
    self.area = area
    self.state = state
    self.text = text
    self.remedy = remedy
  }

  /// What went wrong where it was looked at; the error's sentence names the remedy.
  init(_ area: String, _ error: any Error) {
    self.init(area, .fail, "\(error)")
  }
}
