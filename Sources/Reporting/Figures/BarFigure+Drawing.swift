extension BarFigure: DrawnFigure {
  /// The figure, nil where no bar has a value.
  public var figure: Figure? {
    let values = bars.compactMap(\.value).filter(\.isFinite)
    guard let largest = values.max() else { return nil }
    let uppers = bars.compactMap { $0.interval?.upper }.filter(\.isFinite)
    let scale = FigureScale(
      upTo: max(largest, min(uppers.max() ?? 0, largest * 2)),
      isShare: isShare
    )
    let words = FigureWords(frame.language)
    let indent = min(260, (bars.map { FigureText.width($0.name) }.max() ?? 0) + 10)
    let hasIntervals = bars.contains { $0.interval != nil }
    return frame.figure(
      of: [view(scale, values: values, indent: indent)],
      indent: indent,
      notes: (hasIntervals ? [words.interval] : [])
        + (bars.contains { $0.value == nil } ? ["– \(words.missing)"] : [])
    )
  }

  private func view(_ scale: FigureScale, values: [Double], indent: Double) -> JSONValue {
    let format = isShare ? ",.1%" : FigureScale.valueFormat(values)
    let y: JSONValue = [
      "axis": [
        "domain": false, "labelColor": .string(FigureStyle.ink), "labelLimit": 260,
        "maxExtent": .number(indent), "minExtent": .number(indent), "ticks": false, "title": nil,
      ],
      "field": "name",
      "scale": ["domain": .array(bars.map { .string($0.name) }), "paddingInner": 0.35],
      "sort": nil, "type": "nominal",
    ]
    let x: JSONValue = [
      "axis": [
        "domain": false, "format": .string(scale.format), "grid": true, "orient": "top",
        "ticks": false, "title": .string(quantity), "titleAlign": "left", "titleAnchor": "start",
        "values": .array(scale.marks.map { .number($0) }),
      ],
      "field": "value", "scale": ["domain": [0, .number(scale.end)], "nice": false],
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
    let behind: JSONValue = ["field": "behind", "type": "quantitative"]
    return [
      "data": ["values": .array(rows(upTo: scale.end))],
      "height": ["step": 26],
      "layer": [
        layer(
          ["clip": true, "type": "bar"],
          ["color": ["field": "colour", "scale": nil, "type": "nominal"]],
          where: "datum.value != null"
        ),
        layer(
          ["clip": true, "color": .string(FigureStyle.ink), "strokeWidth": 1.4, "type": "rule"],
          ["x": ["field": "lower", "type": "quantitative"], "x2": ["field": "upper"]],
          where: "datum.lower != null"
        ),
        layer(
          ["align": "left", "baseline": "middle", "dx": 5, "type": "text"],
          [
            "text": ["field": "value", "format": .string(format), "type": "quantitative"],
            "x": behind,
          ],
          where: "datum.value != null"
        ),
        layer(
          [
            "align": "left", "baseline": "middle", "color": .string(FigureStyle.secondary),
            "dx": 5, "type": "text",
          ],
          ["text": ["value": "–"], "x": ["value": 0]],
          where: "datum.value == null"
        ),
      ],
      "width": .number(FigureStyle.width - indent - 70),
    ]
  }

  private func rows(upTo end: Double) -> [JSONValue] {
    bars.map { (bar) -> JSONValue in
      let value = JSONValue(bar.value)
      var row: [String: JSONValue] = [
        "colour": .string(FigureStyle.colour(of: bar.role)), "name": .string(bar.name),
        "value": value,
      ]
      // The number stands behind the bar and behind its interval.
      row["behind"] = JSONValue(min(end, max(bar.value ?? 0, bar.interval?.upper ?? 0)))
      if let interval = bar.interval {
        row["lower"] = JSONValue(interval.lower)
        row["upper"] = JSONValue(interval.upper ?? end)
        row["behind"] = JSONValue(min(end, interval.upper ?? end))
      }
      return .object(row)
    }
  }
}
