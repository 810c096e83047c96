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
  func annotationLayers(days: Int) -> [JSONValue] {
    let last = firstDay.number + days - 1
    let rows: [JSONValue] = annotationRows.enumerated().flatMap { row, annotations in
      annotations.compactMap { (annotation) -> JSONValue? in
        let from = max(annotation.firstDay.number, firstDay.number)
        let until = min(annotation.lastDay.number, last)
        guard from <= until else { return nil }
        // A text that would leave the figure stands to the left of its day.
        let isLate = (from - firstDay.number) * 3 > days * 2
        return [
          "align": isLate ? "right" : "left", "from": .string(CivilDay(number: from).description),
          "height": .number(4 + Double(row) * 15), "text": .string(annotation.text),
          "until": .string(CivilDay(number: until + 1).description),
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    let data: JSONValue = [
      "format": ["parse": ["from": "utc:'%Y-%m-%d'", "until": "utc:'%Y-%m-%d'"], "type": "json"],
      "values": .array(rows),
    ]
    let x: JSONValue = ["field": "from", "type": "temporal"]
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
