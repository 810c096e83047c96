/// A file that was refused and is kept.
public struct QuarantinedFile: Hashable, Sendable {
  /// Its name in the quarantine.
  public var name: String
  /// Its length.
  ///
  /// Unit: bytes.
  public var bytes: Int64
  /// When it was written, in nanoseconds since 1970.
  public var written: Int64
  /// Why it was refused; empty where nothing says so.
  public var reason: String

  /// A file.
  public init(name: String, bytes: Int64, written: Int64, reason: String) {
    self.name = name
    self.bytes = bytes
    self.written = written
    self.reason = reason
  }
}
