extension MatrixFigure: DrawnFigure {
  /// The figure, nil where no cell has a value.
  public var figure: Figure? {
    let cells = rows
    let hasMissing = cells.contains { $0.1 == nil }
    guard cells.contains(where: { $0.1 != nil }) else { return nil }
    let words = FigureWords(frame.language)
    let indent = min(220, (names.map { FigureText.width($0) }.max() ?? 0) + 10)
    let step = max(12, min(58, (FigureStyle.width - indent - 20) / Double(names.count)))
    return frame.figure(
      of: [view(cells.map(\.0), indent: indent, step: step)],
      indent: indent,
      notes: hasMissing ? ["▨ \(words.missing)"] : []
    )
  }

  private func view(_ rows: [JSONValue], indent: Double, step: Double) -> JSONValue {
    let order: JSONValue = .array(names.map { .string($0) })
    let showsNumbers = step >= 34
    let namesFit = names.allSatisfy { FigureText.width($0) < step - 4 }
    func axis(_ field: String, _ more: [String: JSONValue]) -> JSONValue {
      let axis: [String: JSONValue] = [
        "domain": false, "labelColor": .string(FigureStyle.ink), "ticks": false, "title": nil,
      ]
      return [
        "axis": .object(axis.merging(more) { $1 }), "field": .string(field),
        "scale": ["domain": order, "paddingInner": 0.04, "paddingOuter": 0], "sort": nil,
        "type": "nominal",
      ]
    }
    let y = axis("row", ["maxExtent": .number(indent), "minExtent": .number(indent)])
    let x = axis(
      "column",
      namesFit
        ? ["labelAngle": 0, "orient": "top"]
        : ["labelAlign": "left", "labelAngle": -40, "orient": "top"]
    )
    var layers: [JSONValue] = [
      [
        "encoding": [
          "color": [
            "field": "value",
            "legend": showsNumbers
              ? nil : ["format": ".1f", "orient": "right", "title": .string(quantity)],
            "scale": ["domain": [0, 1], "range": .array(FigureStyle.sequence)],
            "type": "quantitative",
          ],
          "x": x, "y": y,
        ],
        "mark": ["type": "rect"],
        "transform": [["filter": "datum.value != null"]],
      ],
      [
        "encoding": ["x": x, "y": y],
        "mark": ["color": .string(FigureStyle.rule), "opacity": 0.6, "type": "rect"],
        "transform": [["filter": "datum.value == null"]],
      ],
      [
        "encoding": ["x": x, "y": y],
        "mark": [
          // Five strokes in a square: a cell without a value is hatched, never white.
          "color": .string(FigureStyle.grey), "filled": false, "opacity": 1,
          "shape": "M-1,0L0,-1M-1,1L1,-1M0,1L1,0M-1,-0.5L-0.5,-1M0.5,1L1,0.5",
          "size": .number(step * step * 0.8), "strokeWidth": 1, "type": "point",
        ],
        "transform": [["filter": "datum.value == null"]],
      ],
    ]
    if showsNumbers {
      layers.append([
        "encoding": [
          "color": [
            "condition": ["test": "datum.value > 0.5", "value": .string(FigureStyle.paper)],
            "value": .string(FigureStyle.ink),
          ],
          "text": ["field": "value", "format": ".2f", "type": "quantitative"], "x": x, "y": y,
        ],
        "mark": ["baseline": "middle", "fontSize": 11, "type": "text"],
        "transform": [["filter": "datum.value != null"]],
      ])
    }
    return [
      "data": ["values": .array(rows)],
      "height": .number(step * Double(names.count)),
      "layer": .array(layers),
      "width": .number(step * Double(names.count)),
    ]
  }

  private var rows: [(JSONValue, Double?)] {
    names.indices.flatMap { row in
      names.indices.map { column in
        let isThere = cells.indices.contains(row) && cells[row].indices.contains(column)
        let value = isThere ? cells[row][column].flatMap { $0.isFinite ? $0 : nil } : nil
        return (
          [
            "column": .string(names[column]), "row": .string(names[row]), "value": JSONValue(value),
          ], value
        )
      }
    }
  }
}
