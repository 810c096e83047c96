/// Numbers as tables print them.
enum Numbers {
  /// A count with its thousands separated: `1,234,567`.
  static func grouped(_ value: some BinaryInteger) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A count with what is counted: `1 day`, `1,234 days`.
  static func counted(_ value: some BinaryInteger, _ noun: String) -> String {
    "\(grouped(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// A number with some decimals, thousands separated.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value * scale).rounded()
    let whole = Int64((scaled / scale).rounded(.towardZero))
    guard decimals > 0 else { return grouped(Int64(scaled)) }
    let rest = String(Int64(scaled.magnitude) % Int64(scale))
    return grouped(whole) + "." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
