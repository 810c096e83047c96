import Segment

/// Where a list goes on: opaque to programs, which follow the link that holds it.
///
/// It carries a check over the list that it belongs to, so that one that is made up, cut or taken to another list is
/// refused rather than answered with other rows.
struct Cursor: Hashable, Sendable {
  /// How many rows come before, or the number of the row before.
  let position: Int

  /// A place in a list.
  init(at position: Int) {
    self.position = position
  }

  /// The place that a request names; nil where it asks for the beginning.
  ///
  /// - Parameter request: The request.
  /// - Throws: `WebError` where the cursor is none of this list.
  init?(of request: WebRequest) throws(WebError) {
    guard let text = request.query["cursor"] else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let position = Int(parts[0], radix: 36), position >= 0,
      Cursor(at: position).text(for: request) == text
    else {
      throw .field("cursor", "it belongs to another list", "follow the link of the page before")
    }
    self.position = position
  }

  /// The address of the page that begins here.
  func link(for request: WebRequest) -> String {
    let query = request.query.query(
      without: ["cursor"],
      adding: [("cursor", text(for: request))]
    )
    return "\(request.path)?\(query)"
  }

  private func text(for request: WebRequest) -> String {
    let list = "\(request.path)?\(request.query.query(without: ["cursor"])) \(position)"
    let check = ContentDigest(of: Array(list.utf8)).description.prefix(16)
    return "\(String(position, radix: 36))-\(check)"
  }
}
