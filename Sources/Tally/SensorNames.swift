/// The numbers that sensors go by inside a run, in the order in which their names came up.
struct SensorNames: Sendable {
  private(set) var names: [String] = []
  private var numbers: [String: UInt32] = [:]

  /// The number of a name, which is new where the name is.
  mutating func number(of name: String) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }
}
