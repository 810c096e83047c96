import Glibc

/// Reads a text file line by line through a buffer of fixed size, and scans the present line.
///
/// Lines end with LF or CRLF. A byte order mark at the start is passed over.
struct LineReader: ~Copyable {
  /// The longest line that is accepted, in bytes.
  static let longestLine = 65_536

  let path: String
  private let file: InputFile
  private(set) var bytes = [UInt8](repeating: 0, count: 4 * longestLine)
  private var next = 0
  private var end = 0
  private var atEndOfFile = false

  /// The number of the present line, counted from 1.
  private(set) var number = 0
  /// Where the present line, or the field of it that is being scanned, lies in `bytes`.
  var line = 0..<0
  /// The next byte to scan.
  var position = 0

  init(_ path: String) throws(EnrichmentError) {
    self.path = path
    file = try InputFile(path)
  }

  /// Moves to the next line; false at the end of the file.
  mutating func advance() throws(EnrichmentError) -> Bool {
    var searched = next
    while true {
      if let newline = indexOfNewline(from: searched) {
        take(upTo: newline)
        next = newline + 1
        return true
      }
      searched = end
      if atEndOfFile {
        guard next < end else { return false }
        take(upTo: end)
        next = end
        return true
      }
      guard end - next <= Self.longestLine else {
        throw EnrichmentError(
          path: path,
          place: .line(number + 1),
          problem: "the line is longer than \(Self.longestLine) bytes",
          remedy: "check that the file is text in the expected format"
        )
      }
      if next > 0 {
        bytes.replaceSubrange(0..<(end - next), with: Array(bytes[next..<end]))
        end -= next
        searched -= next
        next = 0
      }
      let count = try file.read(into: &bytes, behind: end)
      end += count
      atEndOfFile = count == 0
    }
  }

  private mutating func take(upTo newline: Int) {
    number += 1
    var range = next..<newline
    if number == 1, bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { range = range.dropFirst(3) }
    if range.last.map({ bytes[$0] }) == UInt8(ascii: "\r") { range = range.dropLast() }
    line = range
    position = range.lowerBound
  }

  private func indexOfNewline(from start: Int) -> Int? {
    guard start < end else { return nil }
    return unsafe bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, CInt(UInt8(ascii: "\n")), end - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// An error at the present line that quotes it.
  func error(_ problem: String, remedy: String) -> EnrichmentError {
    let quoted = String(decoding: bytes[line.prefix(60)], as: UTF8.self)
    return EnrichmentError(
      path: path,
      place: .line(number),
      problem: "\"\(quoted)\" \(problem)",
      remedy: remedy
    )
  }
}
