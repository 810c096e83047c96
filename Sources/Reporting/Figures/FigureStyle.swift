/// Colours, dashes and sizes of all figures, and how numbers stand in them.
enum FigureStyle {
  static let ink = "#1b1f24"
  static let secondary = "#57606a"
  static let rule = "#d8dee4"
  static let paper = "#ffffff"
  static let warning = "#9a6700"
  static let bad = "#bf222e"
  static let grey = "#8c959f"
  /// The series, in order: told apart by people with any kind of colour blindness.
  ///
  /// Source: M. Okabe and K. Ito, Color Universal Design, 2008 (without yellow and black).
  static let series = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]
  /// The colour of overseas sensors on an area, which stays lighter than the domestic one without colour too.
  static let lightOverseas = "#f2cdb3"
  /// From none to all, in one hue.
  static let sequence: [JSONValue] = ["#eaf2fa", "#08306b"]
  /// The fonts: the reader's own, then one that has Japanese.
  static let fonts = "system-ui, Noto Sans CJK JP, sans-serif"

  /// The width of a figure from the axis' labels to the ends of the labels at the right.
  static let width = 700.0
  /// The width of the labels of a vertical axis.
  static let axisWidth = 60.0

  private static let dashes: [JSONValue] = [
    [1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 2], [12, 3],
  ]

  static func colour(of role: SeriesRole) -> String {
    switch role {
    case .domestic: series[0]
    case .overseas: series[1]
    case .ranked(let rank): series[min(max(rank, 1), series.count) - 1]
    case .total: ink
    case .others: grey
    }
  }

  static func dash(of role: SeriesRole) -> JSONValue {
    switch role {
    case .domestic, .total: dashes[0]
    case .overseas: dashes[1]
    case .ranked(let rank): dashes[min(max(rank, 1), dashes.count) - 1]
    case .others: [3, 3]
    }
  }

  /// What holds for every figure.
  static var configuration: JSONValue {
    [
      "axis": [
        "domainColor": .string(grey), "gridColor": .string(rule), "labelColor": .string(secondary),
        "labelFontSize": 12, "labelLimit": 320, "tickColor": .string(grey),
        "titleColor": .string(secondary), "titleFontSize": 12, "titleFontWeight": 400,
      ],
      "concat": ["spacing": 6],
      "font": .string(fonts),
      "legend": [
        "labelColor": .string(ink), "labelFontSize": 12, "orient": "top", "title": nil,
      ],
      "text": ["color": .string(ink), "fontSize": 12],
      "title": [
        "anchor": "start", "color": .string(ink), "fontSize": 16, "fontWeight": 600,
        "frame": "bounds", "offset": 14, "subtitleColor": .string(secondary),
        "subtitleFontSize": 12, "subtitleLineHeight": 16, "subtitlePadding": 5,
      ],
      "view": ["stroke": nil],
    ]
  }
}
