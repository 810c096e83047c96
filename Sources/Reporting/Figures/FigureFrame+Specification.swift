extension FigureFrame {
  /// The figure whose views stand one under the other, with title and foot around them.
  ///
  /// - Parameters:
  ///   - views: The views.
  ///   - indent: How far the first view's labels reach to the left of it.
  ///   - notes: What is said under it, before the source.
  /// - Returns: The figure.
  func figure(of views: [JSONValue], indent: Double, notes: [String]) -> Figure {
    let words = FigureWords(language)
    let width = FigureStyle.width
    let foot = (notes + (source.isEmpty ? [] : [words.source + source]))
      .flatMap { FigureText.lines($0, width: width, size: 11) }
    var stacked = views
    if !foot.isEmpty {
      stacked.append([
        "data": ["values": [[:]]],
        "height": .number(Double(foot.count) * 15 + 2),
        "mark": [
          "align": "left", "baseline": "top", "color": .string(FigureStyle.secondary),
          "fontSize": 11, "lineHeight": 15, "text": .array(foot.map { .string($0) }),
          "type": "text",
          "x": .number(-indent), "y": 6,
        ],
        "width": 20,
      ])
    }
    let specification: JSONValue = [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
      "background": .string(FigureStyle.paper),
      "config": FigureStyle.configuration,
      "description": .string(description),
      "padding": ["bottom": 8, "left": 8, "right": 8, "top": 8],
      "title": [
        "subtitle": .array(
          FigureText.lines(subtitle, width: width, size: 12).map { .string($0) }
        ),
        "text": .array(FigureText.lines(title, width: width, size: 16).map { .string($0) }),
      ],
      "vconcat": .array(stacked),
    ]
    return Figure(
      id: id,
      title: title,
      description: description,
      specification: specification.text
    )
  }
}
