import Segment

/// The module that puts the live counter on a page, under an address that changes with it.
enum LiveModule {
  /// Its path.
  static let path =
    "/live-\(ContentDigest(of: PackageResources.live_js).description.prefix(12)).js"

  /// Its answer, which nobody has to ask for again.
  static var answer: Answer {
    var answer = Answer(.script, PackageResources.live_js)
    answer.lifetime = 31_536_000
    return answer
  }
}
