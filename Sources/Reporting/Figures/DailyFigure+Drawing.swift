import Schema

extension DailyFigure: DrawnFigure {
  /// The figure, nil where no day has a value.
  public var figure: Figure? {
    let words = FigureWords(frame.language)
    let drawn = DailyLines(series, others: words.others)
    guard !drawn.lines.isEmpty else { return nil }
    let labels = drawn.lines.map { FigureText.width($0.series.name) }.max() ?? 0
    let plot = Plot(
      width: max(380, FigureStyle.width - FigureStyle.axisWidth - labels - 24),
      annotationRows: annotationRows.count
    )
    let covered = Array(coverage.prefix(drawn.days))
    var views = [lines(drawn, in: plot, isNamed: covered.isEmpty)]
    if !covered.isEmpty {
      views.append(strip(covered, days: drawn.days, width: plot.width, words: words))
    }
    return frame.figure(
      of: views,
      indent: FigureStyle.axisWidth,
      notes: covered.isEmpty ? [] : [key(of: covered, words: words)]
    )
  }

  /// Where things stand.
  private struct Plot {
    var width: Double
    var annotationRows: Int
    var height: Double { 250 + headroom }
    /// The room for annotations above the highest value.
    var headroom: Double { annotationRows == 0 ? 0 : Double(annotationRows) * 15 + 6 }
    /// How many names of days fit.
    var room: Int { Int(width / 80) }
  }

  private static let parsing: JSONValue = ["parse": ["day": "utc:'%Y-%m-%d'"], "type": "json"]

  private func day(_ place: Int) -> JSONValue {
    .string(CivilDay(number: firstDay.number + place).description)
  }

  // MARK: - Lines

  private func lines(_ drawn: DailyLines, in plot: Plot, isNamed: Bool) -> JSONValue {
    let scale = DailyScale(
      measure,
      upTo: drawn.largest,
      plain: (plot.height - plot.headroom) / plot.height
    )
    var x = DailyAxis.encoding(from: firstDay, count: drawn.days, room: plot.room, isNamed: isNamed)
    x["bandPosition"] = 0.5
    let named: JSONValue = .array(drawn.lines.map { .string($0.series.name) })
    let colours = drawn.lines.map { JSONValue.string(FigureStyle.colour(of: $0.series.role)) }
    let colour: JSONValue = [
      "field": "series", "legend": nil, "scale": ["domain": named, "range": .array(colours)],
      "sort": nil, "type": "nominal",
    ]
    let dashes: JSONValue = [
      "field": "series", "legend": nil,
      "scale": [
        "domain": named, "range": .array(drawn.lines.map { FigureStyle.dash(of: $0.series.role) }),
      ],
      "type": "nominal",
    ]
    let widths: JSONValue = [
      "field": "series", "legend": nil,
      "scale": [
        "domain": named,
        "range": .array(drawn.lines.map { $0.series.role == .total ? 2.6 : 1.8 }),
      ],
      "type": "nominal",
    ]
    let y: JSONValue = [
      "axis": [
        "domain": false, "format": .string(scale.format), "grid": true,
        "maxExtent": .number(FigureStyle.axisWidth), "minExtent": .number(FigureStyle.axisWidth),
        "ticks": false, "title": .string(quantity), "titleAlign": "left", "titleAnchor": "end",
        "titleAngle": 0, "titleBaseline": "bottom", "titleX": .number(-FigureStyle.axisWidth),
        "titleY": -10, "values": .array(scale.marks.map { .number($0) }),
      ],
      "field": "value", "scale": scale.encoding,
      "type": "quantitative",
    ]
    var layers = annotationLayers(days: drawn.days, width: plot.width)
    layers.append([
      "encoding": [
        "color": colour, "detail": ["field": "run", "type": "nominal"], "strokeDash": dashes,
        "strokeWidth": widths, "x": .object(x), "y": y,
      ],
      "mark": ["clip": true, "strokeJoin": "round", "type": "line"],
      "transform": [["filter": "datum.value != null"]],
    ])
    layers.append([
      "encoding": ["color": colour, "x": .object(x), "y": y],
      "mark": ["filled": true, "opacity": 1, "size": 22, "type": "point"],
      "transform": [["filter": "datum.alone"]],
    ])
    layers += endLabels(drawn, on: scale, in: plot, colour: colour)
    return [
      "data": ["format": Self.parsing, "values": .array(rows(drawn))],
      "height": .number(plot.height),
      "layer": .array(layers),
      "width": .number(plot.width),
    ]
  }

  /// A row a line and day: days without a value are there with null, so that the data can be used again.
  private func rows(_ drawn: DailyLines) -> [JSONValue] {
    drawn.lines.flatMap { (line) -> [JSONValue] in
      var run = 0
      let values = line.series.values
      return values.indices.map { (place) -> JSONValue in
        let value = values[place]
        if value == nil { run += 1 }
        let before = place > 0 ? values[place - 1] : nil
        let after = place + 1 < values.count ? values[place + 1] : nil
        var row: [String: JSONValue] = [
          "day": day(place), "run": .number(Double(run)), "series": .string(line.series.name),
          "value": JSONValue(value),
        ]
        if value != nil, before == nil, after == nil { row["alone"] = true }
        return .object(row)
      }
    }
  }

  private func endLabels(
    _ drawn: DailyLines,
    on scale: DailyScale,
    in plot: Plot,
    colour: JSONValue
  ) -> [JSONValue] {
    let heights = drawn.labelHeights(on: scale, height: plot.height, spacing: 15)
    let step = plot.width / Double(drawn.days)
    let rows: [JSONValue] = drawn.lines.indices.map { index in
      let line = drawn.lines[index]
      return [
        "label": .number(scale.value(at: heights[index] / plot.height)),
        "left": .number((Double(line.last.day) + 0.5) * step + 3),
        "right": .number(plot.width + 7), "series": .string(line.series.name),
        "value": .number(line.last.value),
      ]
    }
    let data: JSONValue = ["values": .array(rows)]
    let label: JSONValue = ["field": "label", "type": "quantitative"]
    return [
      [
        "data": data,
        "encoding": [
          "color": colour, "x": ["field": "left", "scale": nil, "type": "quantitative"],
          "x2": ["field": "right"], "y": ["field": "value", "type": "quantitative"],
          "y2": ["field": "label"],
        ],
        "mark": ["opacity": 0.6, "strokeWidth": 0.8, "type": "rule"],
      ],
      [
        "data": data,
        "encoding": [
          "color": colour, "text": ["field": "series", "type": "nominal"],
          "x": ["value": .number(plot.width + 9)], "y": label,
        ],
        "mark": ["align": "left", "baseline": "middle", "fontWeight": 600, "type": "text"],
      ],
    ]
  }
}
