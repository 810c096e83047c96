import Schema

extension MapFigure: DrawnFigure {
  /// The distance between the strokes of a region without a value, in degrees.
  private static let hatch = 3.0

  /// The figure, nil where no region has a value.
  public var figure: Figure? {
    guard let world = WorldMap.standard, values.values.contains(where: \.isFinite) else {
      return nil
    }
    let valued = world.areas.filter { value(of: $0) != nil }
    let missing = world.areas.filter { value(of: $0) == nil }
    let words = FigureWords(frame.language)
    return frame.figure(
      of: [view(valued, missing)],
      indent: 0,
      notes: missing.isEmpty ? [] : ["▨ \(words.missing)"]
    )
  }

  private func value(of area: WorldMap.Area) -> Double? {
    guard let region = area.region else { return nil }
    guard let value = values[region], value.isFinite else { return rest == .zero ? 0 : nil }
    return value
  }

  private func view(_ valued: [WorldMap.Area], _ missing: [WorldMap.Area]) -> JSONValue {
    var layers: [JSONValue] = []
    if !missing.isEmpty {
      layers = [
        [
          "data": ["values": .array(missing.map { feature($0, nil) })],
          "mark": [
            "fill": .string(FigureStyle.rule), "stroke": .string(FigureStyle.paper),
            "strokeWidth": 0.5, "type": "geoshape",
          ],
        ],
        [
          "data": ["values": .array(missing.map(hatching))],
          "mark": [
            "filled": false, "stroke": .string(FigureStyle.grey), "strokeWidth": 0.7,
            "type": "geoshape",
          ],
        ],
      ]
    }
    if !valued.isEmpty { layers.append(shades(valued)) }
    return [
      "height": 330, "layer": .array(layers), "projection": ["type": "equalEarth"],
      "width": .number(FigureStyle.width),
    ]
  }

  private func shades(_ areas: [WorldMap.Area]) -> JSONValue {
    let scale = MapScale(values.values)
    return [
      "data": ["values": .array(areas.map { feature($0, scale) })],
      "encoding": [
        "color": [
          "field": "properties.class",
          "legend": [
            "direction": "horizontal", "orient": "bottom", "symbolStrokeWidth": 0,
            "symbolType": "square", "title": .string(quantity),
            "titleColor": .string(FigureStyle.secondary), "titleFontSize": 12,
            "titleFontWeight": 400, "titleLimit": 600,
          ],
          "scale": [
            "domain": .array(scale.classNames.map { .string($0) }),
            "range": .array(scale.classColours.map { .string($0) }),
          ],
          "sort": nil, "type": "ordinal",
        ]
      ],
      "mark": ["stroke": .string(FigureStyle.paper), "strokeWidth": 0.5, "type": "geoshape"],
    ]
  }

  private func feature(_ area: WorldMap.Area, _ scale: MapScale?) -> JSONValue {
    let value = value(of: area)
    var properties: [String: JSONValue] = ["value": JSONValue(value)]
    if let value, let scale { properties["class"] = .string(scale.className(of: value)) }
    if let region = area.region {
      properties["region"] = .string("\(region)")
      properties["name"] = .string(names[region] ?? "\(region)")
    }
    let polygons: [JSONValue] = area.polygons.map { polygon in
      .array(polygon.map { ring in .array(ring.map(Self.point)) })
    }
    return [
      "geometry": ["coordinates": .array(polygons), "type": "MultiPolygon"],
      "properties": .object(properties), "type": "Feature",
    ]
  }

  private func hatching(_ area: WorldMap.Area) -> JSONValue {
    let strokes = area.hatching(distance: Self.hatch).map { JSONValue.array($0.map(Self.point)) }
    return [
      "geometry": ["coordinates": .array(strokes), "type": "MultiLineString"], "type": "Feature",
    ]
  }

  private static func point(_ point: WorldMap.Point) -> JSONValue {
    .array(point.map { .number($0) })
  }
}
