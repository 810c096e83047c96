import Segment

/// The picture of the site in tabs and bookmarks, under an address that changes with it.
enum SiteIcon {
  /// A swallow's tail in the colours of the style sheet.
  private static let drawing = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
    <rect width="32" height="32" rx="6" fill="#0b5fa5"/>\
    <path fill="#ffffff" d="M16 5c3 0 5 2 5 6v5l6 11-9-8h-4l-9 8 6-11v-5c0-4 2-6 5-6z"/>\
    </svg>

    """

  /// Its path.
  static let path = "/icon-\(ContentDigest(of: Array(drawing.utf8)).description.prefix(12)).svg"

  /// Its answer, which nobody has to ask for again.
  static var answer: Answer {
    var answer = Answer(.svg, Array(drawing.utf8))
    answer.lifetime = 31_536_000
    return answer
  }
}
