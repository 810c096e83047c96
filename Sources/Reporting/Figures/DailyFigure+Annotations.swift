import Schema

extension DailyFigure {
  /// The annotations in rows, so that no two texts of a row touch.
  var annotationRows: [[DayAnnotation]] {
    var rows: [[DayAnnotation]] = []
    var ends: [Double] = []
    let days = Double(max(series.map(\.values.count).max() ?? 1, 1))
    for annotation in annotations.sorted(by: { $0.firstDay < $1.firstDay }) {
      let start = Double(annotation.firstDay.number - firstDay.number) / days * 480
      let end = start + FigureText.width(annotation.text, size: 11) + 12
      if let row = ends.firstIndex(where: { $0 <= start }) {
        rows[row].append(annotation)
        ends[row] = end
      } else {
        rows.append([annotation])
        ends.append(end)
      }
    }
    return rows
  }

  /// Grey bands over the annotated days, and their texts at the top.
  ///
  /// - Parameters:
  ///   - days: How many days the figure has.
  ///   - width: The width of them all, in pixels.
  /// - Returns: The layers.
  func annotationLayers(days: Int, width: Double) -> [JSONValue] {
    let last = firstDay.number + days - 1
    let step = width / Double(max(days, 1))
    let rows: [JSONValue] = annotationRows.enumerated().flatMap { row, annotations in
      annotations.compactMap { (annotation) -> JSONValue? in
        let from = max(annotation.firstDay.number, firstDay.number)
        let until = min(annotation.lastDay.number, last)
        guard from <= until else { return nil }
        // A text that would leave the figure stands to the left of its day.
        let isLate = (from - firstDay.number) * 3 > days * 2
        return [
          "align": isLate ? "right" : "left", "day": .string(annotation.firstDay.description),
          "from": .number(Double(from - firstDay.number) * step),
          "height": .number(4 + Double(row) * 15),
          "last_day": .string(annotation.lastDay.description),
          "text": .string(annotation.text),
          "until": .number(Double(until + 1 - firstDay.number) * step),
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    let data: JSONValue = ["values": .array(rows)]
    // In pixels: days of another table would change the scale of the lines.
    let x: JSONValue = ["field": "from", "scale": nil, "type": "quantitative"]
    let y: JSONValue = ["field": "height", "scale": nil, "type": "quantitative"]
    func text(_ align: String, by offset: Double) -> JSONValue {
      [
        "data": data,
        "encoding": ["text": ["field": "text", "type": "nominal"], "x": x, "y": y],
        "mark": [
          "align": .string(align), "baseline": "top", "color": .string(FigureStyle.secondary),
          "dx": .number(offset), "fontSize": 11, "type": "text",
        ],
        "transform": [["filter": .string("datum.align == '\(align)'")]],
      ]
    }
    return [
      [
        "data": data,
        "encoding": ["x": x, "x2": ["field": "until"]],
        "mark": ["color": .string(FigureStyle.grey), "opacity": 0.14, "type": "rect"],
      ],
      [
        "data": data,
        "encoding": ["x": x],
        "mark": ["color": .string(FigureStyle.grey), "strokeWidth": 1, "type": "rule"],
      ],
      text("left", by: 4),
      text("right", by: -4),
    ]
  }
}
