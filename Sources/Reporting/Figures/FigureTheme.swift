/// The colours of figures in the dark; their own are those of paper.
public enum FigureTheme {
  /// On what a figure stands.
  public enum Ground: String, CaseIterable, Hashable, Sendable {
    /// What the reader's system has chosen.
    case auto
    /// Paper.
    case light
    /// The dark.
    case dark
  }

  private static let pairs = [
    (FigureStyle.paper, "#0d1117"), (FigureStyle.ink, "#e6edf3"),
    (FigureStyle.secondary, "#9aa4af"), (FigureStyle.rule, "#30363d"),
    (FigureStyle.series[0], "#4aa3df"), (FigureStyle.series[1], "#ff8a3d"),
    (FigureStyle.series[2], "#2fbf93"), (FigureStyle.lightOverseas, "#5c3416"),
    (FigureStyle.warning, "#d29922"),
    (FigureStyle.bad, "#ff7b72"),
  ]

  /// Rules of CSS that give figures their colours of the dark, one a colour.
  ///
  /// - Parameter place: The selector of what the figures are in, with a space behind it.
  /// - Returns: The rules.
  public static func darkRules(within place: String) -> [String] {
    pairs.map { light, dark in
      "\(place)[fill=\"\(light)\"] { fill: \(dark); } "
        + "\(place)[stroke=\"\(light)\"] { stroke: \(dark); }"
    }
  }

  /// A figure that stands by itself on paper or in the dark.
  ///
  /// - Parameters:
  ///   - svg: The figure as the renderer draws it.
  ///   - ground: On what it stands.
  /// - Returns: The figure with its rules, or as it is where it is no SVG.
  public static func adapting(_ svg: String, to ground: Ground = .auto) -> String {
    guard ground != .light, let start = svg.firstRange(of: "<svg"),
      let end = svg[start.upperBound...].firstIndex(of: ">")
    else { return svg }
    var rules = darkRules(within: "").joined(separator: "\n")
    if ground == .auto { rules = "@media (prefers-color-scheme: dark) {\n\(rules)\n}" }
    return svg[...end] + "<style>\(rules)</style>" + svg[svg.index(after: end)...]
  }
}
