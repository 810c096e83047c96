import Reporting
import Segment

/// The one style sheet of all pages, under an address that changes with it.
enum StyleSheet {
  /// Our rules, and behind them those by which live figures have the colours of the dark.
  private static let bytes: [UInt8] = {
    let dark = FigureTheme.darkRules(within: ":root[data-ground=\"dark\"] .live ")
    let auto = FigureTheme.darkRules(within: ":root[data-ground=\"auto\"] .live ")
    let rules =
      dark + ["@media (prefers-color-scheme: dark) {"] + auto + ["}"]
    return PackageResources.style_css + Array((rules.joined(separator: "\n") + "\n").utf8)
  }()

  /// Its path.
  static let path = "/style-\(ContentDigest(of: bytes).description.prefix(12)).css"

  /// Its answer, which nobody has to ask for again.
  static var answer: Answer {
    var answer = Answer(.style, bytes)
    answer.lifetime = 31_536_000
    return answer
  }
}
