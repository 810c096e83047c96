/// Numbers as pages print them.
enum NumberText {
  /// A count with its thousands separated: `1,234,567`.
  static func grouped(_ value: some BinaryInteger) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A number: whole from 100 on, else with two digits behind the point.
  static func plain(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    if value == value.rounded() || value.magnitude >= 100 {
      return Int64(exactly: value.rounded()).map { grouped($0) } ?? "–"
    }
    return fixed(value, decimals: 2)
  }

  /// A part as percents: `99.5 %`.
  static func percent(_ part: Double) -> String {
    part.isFinite ? "\(fixed(part * 100, decimals: 1)) %" : "–"
  }

  /// A factor: whole from 10 on, else with one digit behind the point, below 1 with two.
  static func factor(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    if value >= 10 { return Int64(exactly: value.rounded()).map { grouped($0) } ?? "–" }
    return fixed(value, decimals: value >= 1 ? 1 : 2)
  }

  /// A number below 10^15 with some decimals.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    guard let scaled = Int64(exactly: (value.magnitude * scale).rounded()) else { return "–" }
    let (whole, rest) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
    let digits = String(rest)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + grouped(whole) + "." + String(repeating: "0", count: decimals - digits.count)
      + digits
  }
}
