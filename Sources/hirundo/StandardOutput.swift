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
  ///
  /// - Throws: Why it cannot be written; a reader that went away ends the program as it ends others.
  mutating func flush() throws {
    var rest = pending[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      guard count < 0 else {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EPIPE:
        // The store's client has the signal ignored, so that the end comes as an error here.
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
      default:
        let reason = unsafe String(cString: strerror(errno))
        throw InputError("standard output: it cannot be written (\(reason)); see what it goes to")
      }
    }
    pending.removeAll(keepingCapacity: true)
  }
}
