import Foundation

/// Where results go: gathered into large writes, because a row a packet is many rows.
struct StandardOutput: ~Copyable {
  private var pending: [UInt8] = []

  /// Writes a line.
  mutating func write(_ line: String) throws {
    pending.append(contentsOf: line.utf8)
    pending.append(UInt8(ascii: "\n"))
    if pending.count > 1 << 16 { try flush() }
  }

  /// Hands over what is gathered.
  mutating func flush() throws {
    guard !pending.isEmpty else { return }
    try FileHandle.standardOutput.write(contentsOf: Data(pending))
    pending.removeAll(keepingCapacity: true)
  }
}
