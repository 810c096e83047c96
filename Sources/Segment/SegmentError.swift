import Capture
import Glibc

/// Why a segment or a file that keeps segments cannot be used, as one sentence with its remedy.
public struct SegmentError: Error, Hashable, Sendable {
  /// The file or folder; for a segment in memory, its identity.
  public var path: String
  /// The place in the file, such as `byte 40`, nil where it is the file as a whole.
  public var place: String?
  /// The rule that was broken.
  public var rule: String
  /// What the operator can do.
  public var remedy: String

  /// A fault of a file.
  public init(path: String, place: String? = nil, rule: String, remedy: String) {
    self.path = path
    self.place = place
    self.rule = rule
    self.remedy = remedy
  }

  /// A fault of the capture that a segment is.
  init(_ error: CaptureError, isDecompressed: Bool, remedy: String) {
    var rule = error.rule
    if let needed = error.needed, let available = error.available {
      rule += ", \(needed) bytes are needed and \(available) there"
    }
    let suffix = isDecompressed ? " of the decompressed data" : ""
    let place = error.offset.map { "byte \($0)\(suffix)" }
    self.init(path: error.path, place: place, rule: rule, remedy: remedy)
  }

  /// Does work of `Capture` inside a segment, whose faults are the segment's.
  static func translating<R: ~Copyable>(
    remedy: String? = nil,
    _ work: () throws(CaptureError) -> R
  ) throws(SegmentError) -> R {
    do throws(CaptureError) {
      return try work()
    } catch {
      throw SegmentError(error, isDecompressed: true, remedy: remedy ?? error.remedy)
    }
  }

  /// Whether it concerns more than one file: there is no room left.
  public var isOfFullDisk: Bool { remedy == Self.room }

  private static let room = "make room on the disk; what was acknowledged before is safe"

  /// A system call that failed just now; a full disk has its own remedy.
  static func system(_ path: String, _ rule: String, remedy: String) -> SegmentError {
    let isFull = errno == ENOSPC || errno == EDQUOT
    return SegmentError(
      path: path,
      rule: "\(rule) (\(SystemCall.reason()))",
      remedy: isFull ? room : remedy
    )
  }
}

extension SegmentError: CustomStringConvertible {
  /// The sentence: file, place, rule, remedy.
  public var description: String {
    let place = place.map { " at \($0)" } ?? ""
    return "\(path)\(place): \(rule); \(remedy)."
  }
}
