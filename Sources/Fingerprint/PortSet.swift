/// A set of port numbers that a rule names: a bit a port, 8 KB.
struct PortSet: Hashable, Sendable {
  private var words: [UInt64]

  init(_ ports: [UInt16]) {
    words = Array(repeating: 0, count: 1024)
    for port in ports { words[Int(port >> 6)] |= 1 << UInt64(port & 63) }
  }

  func contains(_ port: UInt32) -> Bool {
    words[Int(port >> 6) & 1023] & 1 << UInt64(port & 63) != 0
  }
}
