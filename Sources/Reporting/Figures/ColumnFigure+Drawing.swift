extension ColumnFigure: DrawnFigure {
  private static let height = 240.0

  /// The figure, nil where no column has a value.
  public var figure: Figure? {
    let values = series.flatMap { $0.values.prefix(categories.count).compactMap { $0 } }
      .filter(\.isFinite)
    guard !values.isEmpty, let largest = values.max() else { return nil }
    let scale = FigureScale(upTo: max(0, largest))
    return frame.figure(
      of: [view(scale, valueFormat: FigureScale.valueFormat(values))],
      indent: FigureStyle.axisWidth,
      notes: []
    )
  }

  private var width: Double { FigureStyle.width - FigureStyle.axisWidth - 10 }

  /// The width of a column.
  private var step: Double {
    width / (Double(categories.count) * (Double(series.count) + 0.6))
  }

  /// Whether the names of the series fit under their columns; else they stand in a legend.
  private var namesFit: Bool {
    series.allSatisfy { FigureText.width($0.name, size: 11) < step - 4 }
  }

  private func view(_ scale: FigureScale, valueFormat: String) -> JSONValue {
    let names: JSONValue = .array(series.map { .string($0.name) })
    let legend: JSONValue =
      namesFit ? nil : ["orient": "top", "symbolType": "square", "title": nil]
    func byName(_ range: [JSONValue]) -> JSONValue {
      [
        "field": "series", "legend": legend, "scale": ["domain": names, "range": .array(range)],
        "sort": nil, "type": "nominal",
      ]
    }
    let colours = series.map { JSONValue.string(FigureStyle.colour(of: $0.role)) }
    let x: JSONValue = [
      "axis": [
        "domain": true, "labelAngle": 0, "labelPadding": namesFit ? 22 : 6,
        "labelColor":
          .string(FigureStyle.ink), "ticks": false, "title": nil,
      ],
      "field": "category",
      "scale": [
        "domain": .array(categories.map { .string($0) }), "paddingInner": 0.2, "paddingOuter": 0.1,
      ],
      "sort": nil, "type": "nominal",
    ]
    let offset: JSONValue = [
      "field": "series", "scale": ["domain": names, "paddingInner": 0.06], "sort": nil,
      "type": "nominal",
    ]
    let y: JSONValue = [
      "axis": [
        "domain": false, "format": .string(scale.format), "grid": true,
        "maxExtent": .number(FigureStyle.axisWidth), "minExtent": .number(FigureStyle.axisWidth),
        "ticks": false, "title": .string(quantity), "titleAlign": "left", "titleAnchor": "end",
        "titleAngle": 0, "titleBaseline": "bottom", "titleX": .number(-FigureStyle.axisWidth),
        "titleY": -16, "values": .array(scale.marks.map { .number($0) }),
      ],
      "field": "value", "scale": ["domain": [0, .number(scale.end)], "nice": false],
      "type": "quantitative",
    ]
    let place: [String: JSONValue] = ["x": x, "xOffset": offset, "y": y]
    func layer(
      _ mark: JSONValue,
      _ more: [String: JSONValue],
      where condition: String = "datum.value != null"
    ) -> JSONValue {
      [
        "encoding": .object(place.merging(more) { $1 }), "mark": mark,
        "transform": [["filter": .string(condition)]],
      ]
    }
    var layers = [
      // Filled and outlined by role, so that they differ without colour too.
      layer(
        ["clip": true, "strokeWidth": 1.5, "type": "bar"],
        [
          "fill": byName(
            zip(series, colours).map { series, colour in
              series.role == .overseas ? .string(FigureStyle.lightOverseas) : colour
            }
          ),
          "stroke": byName(colours),
          "strokeDash": byName(series.map { $0.role == .overseas ? [4, 2] : [1, 0] }),
        ]
      ),
      layer(
        ["baseline": "bottom", "dy": -3, "fontSize": 11, "type": "text"],
        ["text": ["field": "value", "format": .string(valueFormat), "type": "quantitative"]],
        where: "datum.value != null"
      ),
      layer(
        ["baseline": "bottom", "color": .string(FigureStyle.secondary), "dy": -3, "type": "text"],
        ["text": ["value": "–"], "y": ["value": .number(Self.height)]],
        where: "datum.value == null"
      ),
    ]
    if namesFit {
      layers.append(
        layer(
          [
            "baseline": "top", "color": .string(FigureStyle.secondary), "fontSize": 11,
            "type": "text",
          ],
          [
            "text": ["field": "series", "type": "nominal"],
            "y": ["value": .number(Self.height + 6)],
          ],
          where: "true"
        )
      )
    }
    return [
      "data": ["values": .array(rows)], "height": .number(Self.height), "layer": .array(layers),
      "width": .number(width),
    ]
  }

  private var rows: [JSONValue] {
    categories.indices.flatMap { category in
      series.map { (series) -> JSONValue in
        let value = series.values.indices.contains(category) ? series.values[category] : nil
        let row: [String: JSONValue] = [
          "category": .string(categories[category]), "series": .string(series.name),
          "value": JSONValue(value),
        ]
        return .object(row)
      }
    }
  }
}
