import Schema

extension DailyFigure {
  private static let stripHeight = 12.0

  /// The strip under the lines: high where all sensors listened, half where a part did, a thin line where none did.
  func strip(_ coverage: [DayCoverage], days: Int, width: Double, words: FigureWords) -> JSONValue {
    let rows: [JSONValue] = coverage.enumerated().map { place, day in
      [
        "day": .string(CivilDay(number: firstDay.number + place).description),
        "known_sensors": .number(Double(day.knownSensors)), "listened": JSONValue(day.listened),
        "lost_packets": .number(Double(day.lostPackets)), "sensors": .number(Double(day.sensors)),
        "state": .string(day.state.rawValue),
      ]
    }
    let x = DailyAxis.encoding(from: firstDay, count: days, room: Int(width / 80), isNamed: true)
    func cells(_ state: DayCoverage.State, colour: String, height: Double) -> JSONValue {
      [
        "encoding": [
          "x": .object(x), "y": ["value": .number(Self.stripHeight - height)],
          "y2": ["value": .number(Self.stripHeight)],
        ],
        "mark": ["color": .string(colour), "type": "rect"],
        "transform": [["filter": .string("datum.state == '\(state.rawValue)'")]],
      ]
    }
    var centred = x
    centred["bandPosition"] = 0.5
    return [
      "data": [
        "format": ["parse": ["day": "utc:'%Y-%m-%d'"], "type": "json"], "values": .array(rows),
      ],
      "height": .number(Self.stripHeight),
      "layer": [
        cells(.full, colour: FigureStyle.grey, height: Self.stripHeight),
        cells(.partial, colour: FigureStyle.warning, height: Self.stripHeight / 2),
        cells(.none, colour: FigureStyle.bad, height: 2),
        [
          "encoding": ["x": .object(centred), "y": ["value": -4]],
          "mark": [
            "color": .string(FigureStyle.bad), "filled": true, "opacity": 1,
            "shape": "triangle-down", "size": 22, "type": "point",
          ],
          "transform": [["filter": "datum.lost_packets > 0"]],
        ],
        [
          "data": ["values": [[:]]],
          "mark": [
            "align": "right", "baseline": "middle", "color": .string(FigureStyle.secondary),
            "fontSize": 11, "text": .string(words.coverage), "type": "text", "x": -6,
            "y": .number(Self.stripHeight / 2),
          ],
        ],
      ],
      "width": .number(width),
    ]
  }

  /// What the marks of the strip mean, as far as they occur.
  func key(of coverage: [DayCoverage], words: FigureWords) -> String {
    let marks: [DayCoverage.State: String] = [.full: "▇", .partial: "▄", .none: "▁"]
    let occurring = DayCoverage.State.allCases.filter { state in
      coverage.contains { $0.state == state }
    }
    var parts = occurring.map { "\(marks[$0] ?? "") \(words.coverageStates[$0] ?? "")" }
    if coverage.contains(where: { $0.lostPackets > 0 }) { parts.append("▼ \(words.lost)") }
    return "\(words.coverage)  " + parts.joined(separator: "   ")
  }
}
