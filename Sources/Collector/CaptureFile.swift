public import Store

/// A capture that is to be ingested: its file and the sensor that heard it.
public struct CaptureFile: Hashable, Sendable {
  /// How the sensors of a capture are found.
  public enum Assignment: Hashable, Sendable {
    /// One sensor heard all of it.
    case sensor(String)
    /// Each interface is a sensor, one without a name the given one.
    case interfaces(otherwise: String)
  }

  /// The file.
  public var path: String
  /// Who heard it.
  public var assignment: Assignment
  /// The file as the file system knows it.
  public var file: CaptureRecord.File

  /// A capture.
  public init(path: String, assignment: Assignment, file: CaptureRecord.File) {
    self.path = path
    self.assignment = assignment
    self.file = file
  }

  /// The sensor's name; empty where the interfaces name their sensors.
  var sensor: String {
    if case .sensor(let name) = assignment { name } else { "" }
  }
}
