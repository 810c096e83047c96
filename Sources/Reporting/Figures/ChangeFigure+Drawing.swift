extension ChangeFigure: DrawnFigure {
  /// The ratios that may be marked on the axis.
  private static let marks = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000,
  ]

  /// The figure, nil where nothing can be compared.
  public var figure: Figure? {
    let drawn = changes.filter { ($0.ratio ?? 0) > 0 && $0.ratio?.isFinite == true }
    let ratios = drawn.compactMap(\.ratio)
    guard let least = ratios.min(), let greatest = ratios.max() else { return nil }
    let lowers = drawn.compactMap { $0.interval?.lower }.filter { $0 > 0 }
    let uppers = drawn.compactMap { $0.interval?.upper }.filter(\.isFinite)
    // An interval that runs over a scale of ten times its points is cut at the end of the scale.
    let low = max(min(least, lowers.min() ?? least), least / 10)
    let high = min(max(greatest, uppers.max() ?? greatest), greatest * 10)
    let ends = (
      Self.marks.last { $0 <= min(low, 0.5) } ?? low,
      Self.marks.first { $0 >= max(high, 2) } ?? high
    )
    let words = FigureWords(frame.language)
    let indent = min(260, (changes.map { FigureText.width($0.name) }.max() ?? 0) + 10)
    return frame.figure(
      of: [view(ends, indent: indent)],
      indent: indent,
      notes: [words.changeKey]
        + (drawn.count < changes.count ? ["– \(words.missing)"] : [])
    )
  }

  private func view(_ ends: (low: Double, high: Double), indent: Double) -> JSONValue {
    let fine = Self.marks.filter { $0 >= ends.low && $0 <= ends.high }
    // Where many fit, only powers of ten are named.
    let marks =
      fine.count <= 9 ? fine : fine.filter { "\($0)".contains { "25".contains($0) } == false }
    let y: JSONValue = [
      "axis": [
        "domain": false, "grid": true, "gridDash": [1, 3], "labelColor": .string(FigureStyle.ink),
        "labelLimit": 260, "maxExtent": .number(indent), "minExtent": .number(indent),
        "ticks": false, "title": nil,
      ],
      "field": "name", "scale": ["domain": .array(changes.map { .string($0.name) })], "sort": nil,
      "type": "nominal",
    ]
    let times =
      frame.language == .ja
      ? "datum.value < 1 ? '1/' + format(1 / datum.value, ',.3~r') : format(datum.value, ',.3~r') + '倍'"
      : "datum.value < 1 ? '÷' + format(1 / datum.value, ',.3~r') : '×' + format(datum.value, ',.3~r')"
    let x: JSONValue = [
      "axis": [
        "domain": false, "grid": true, "labelExpr": .string(times), "labelOverlap": false,
        "orient": "top", "ticks": false, "title": .string(quantity), "titleAlign": "left",
        "titleAnchor": "start", "values": .array(marks.map { .number($0) }),
      ],
      "field": "ratio",
      "scale": ["domain": [.number(ends.low), .number(ends.high)], "nice": false, "type": "log"],
      "type": "quantitative",
    ]
    func layer(
      _ mark: JSONValue,
      _ encoding: [String: JSONValue],
      where condition: String
    ) -> JSONValue {
      [
        "encoding": .object(["x": x, "y": y].merging(encoding) { $1 }), "mark": mark,
        "transform": [["filter": .string(condition)]],
      ]
    }
    let width = FigureStyle.width - indent - 150
    let colour = JSONValue.string(FigureStyle.series[0])
    func point(_ shape: String, filled: Bool, where condition: String) -> JSONValue {
      layer(
        [
          "clip": true, "color": colour, "fill": filled ? colour : .string(FigureStyle.paper),
          "opacity": 1, "shape": .string(shape), "size": 75, "strokeWidth": 1.6, "type": "point",
        ],
        [:],
        where: condition
      )
    }
    return [
      "data": ["values": .array(rows(ends))],
      "height": ["step": 26],
      "layer": [
        [
          "data": ["values": [["ratio": 1]]],
          "encoding": ["x": x],
          "mark": ["color": .string(FigureStyle.ink), "strokeWidth": 1.2, "type": "rule"],
        ],
        layer(
          ["clip": true, "color": colour, "strokeWidth": 1.8, "type": "rule"],
          ["x": ["field": "lower", "type": "quantitative"], "x2": ["field": "upper"]],
          where: "datum.ratio != null && datum.lower != null"
        ),
        point(
          "triangle-up",
          filled: true,
          where: "datum.ratio != null && datum.clear && datum.ratio >= 1"
        ),
        point(
          "triangle-down",
          filled: true,
          where: "datum.ratio != null && datum.clear && datum.ratio < 1"
        ),
        point("circle", filled: false, where: "datum.ratio != null && !datum.clear"),
        layer(
          ["align": "left", "baseline": "middle", "type": "text"],
          [
            "text": ["field": "label", "type": "nominal"], "x": ["value": .number(width + 10)],
          ],
          where: "true"
        ),
      ],
      "width": .number(width),
    ]
  }

  private func rows(_ ends: (low: Double, high: Double)) -> [JSONValue] {
    changes.map { (change) -> JSONValue in
      let ratio = change.ratio.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
      var row: [String: JSONValue] = [
        "clear": .bool(change.isClear), "label": .string(label(of: change, ratio: ratio)),
        "name": .string(change.name), "ratio": JSONValue(ratio),
      ]
      if ratio != nil, let interval = change.interval {
        row["lower"] = .number(max(interval.lower, ends.low))
        row["upper"] = .number(min(interval.upper ?? ends.high, ends.high))
      }
      return .object(row)
    }
  }

  /// The ratio and its interval in words: `×2.31 (1.84–3.10)`.
  private func label(of change: Change, ratio: Double?) -> String {
    guard let ratio else { return "–" }
    let number = Self.text(of: ratio)
    let value = frame.language == .ja ? "\(number)倍" : "×\(number)"
    guard let interval = change.interval else { return value }
    let upper = interval.upper.map(Self.text(of:)) ?? ""
    return "\(value) (\(Self.text(of: interval.lower))–\(upper))"
  }

  /// A ratio with three digits.
  private static func text(of ratio: Double) -> String {
    let decimals = ratio >= 100 ? 0 : ratio >= 10 ? 1 : 2
    var scaled = ratio
    for _ in 0..<decimals { scaled *= 10 }
    guard scaled < 1e15 else { return "∞" }
    var digits = String(Int(max(0, scaled).rounded()))
    guard decimals > 0 else { return digits }
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
  }
}
