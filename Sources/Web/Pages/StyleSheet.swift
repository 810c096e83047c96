import Segment

/// The one style sheet of all pages, under an address that changes with it.
enum StyleSheet {
  /// Its path.
  static let path =
    "/style-\(ContentDigest(of: PackageResources.style_css).description.prefix(12)).css"

  /// Its answer, which nobody has to ask for again.
  static var answer: Answer {
    var answer = Answer(.style, PackageResources.style_css)
    answer.lifetime = 31_536_000
    return answer
  }
}
