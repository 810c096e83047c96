import Glibc

/// The classes into which a map divides values, light to dark, with round borders.
struct MapScale: Hashable, Sendable {
  private static let colours = [
    "#dbe9f6", "#b3d0ea", "#7fb0da", "#4a8bc2", "#2062a0", "#08306b",
  ]

  /// The borders between the classes, rising.
  let borders: [Double]

  /// The classes of some values: steps of 10, of about 3, or of about 2, whichever spans them with at most five borders,
  /// the first of which is the last round number that no value is below.
  init(_ values: some Sequence<Double>) {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    guard let most = positive.max(), let least = positive.min() else {
      borders = [1]
      return
    }
    let spread = most / least
    let steps: [Double] = spread > 1_000 ? [1] : spread > 30 ? [1, 3] : [1, 2, 5]
    let power = Int(floor(log10(most)))
    let ladder = (power - 6...power).flatMap { power in
      steps.map { step in
        // Divided, so that three tenths are 0.3.
        power < 0 ? step / pow(10, Double(-power)) : step * pow(10, Double(power))
      }
    }
    // What is less than the first border is less than every value: nothing.
    let first = ladder.last { $0 <= least } ?? least
    borders = Array(([first] + ladder.filter { $0 <= most && $0 > first }).suffix(5))
  }

  /// The colour of each class.
  var classColours: [String] {
    (0...borders.count).map { place in
      Self.colours[place * (Self.colours.count - 1) / max(borders.count, 1)]
    }
  }

  /// What each class holds: `< 100`, `100 – 1,000`, `≥ 1,000`.
  var classNames: [String] {
    let texts = borders.map(Self.text)
    guard let first = texts.first, let last = texts.last else { return [""] }
    return ["< \(first)"] + zip(texts, texts.dropFirst()).map { "\($0) – \($1)" } + ["≥ \(last)"]
  }

  /// The class of a value.
  func className(of value: Double) -> String { classNames[borders.count { $0 <= value }] }

  /// A border with its thousands separated.
  private static func text(_ border: Double) -> String {
    guard let whole = Int(exactly: border) else { return "\(border)" }
    var text = ""
    for (place, digit) in String(whole).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
