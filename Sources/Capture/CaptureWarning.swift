/// Something that the reader of a capture should know and that does not end the reading.
public struct CaptureWarning: Hashable, Sendable {
  /// What a warning is about; a reader warns once of each, at its first place.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// The file ends in the middle of a record: what follows was never written or not copied.
    case cut
    /// A timestamp's fraction is a second or more, or its sum lies outside the years 1677 to 2262.
    case timestamp
    /// The format's minor version is newer than any that is documented.
    case version
    /// Bytes that belong to no capture follow the compressed data.
    case trailingBytes
    /// There are more statistics blocks than the reader keeps.
    case statistics
  }

  /// What the warning is about.
  public var subject: Subject
  /// File, place, what was found and what was done: the same coordinates as an error's.
  public var details: CaptureError
}

extension CaptureWarning: CustomStringConvertible {
  /// The warning as one sentence.
  public var description: String { details.description }
}
