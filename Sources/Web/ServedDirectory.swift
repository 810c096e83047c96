public import Fingerprint
import Foundation
public import Reporting
public import Segment
public import Shipping
public import Store

/// What only the owner of a data directory can show and do besides answering questions: packets from the archive, what
/// was refused, reports, and the tokens of sensors.
public struct ServedDirectory: Sendable {
  /// The data directory.
  public var directory: DataDirectory
  /// The folder that reports are made in.
  public var reportsPath: String
  /// The rules that give tags and classes.
  public var rules: RuleSet
  /// The organisation that lists name for a source.
  public var scanner: @Sendable (SourceSubject) -> ListedScanner?
  /// Where data about addresses come from.
  public var sources: [ReportSource]
  /// The program and its version, for what it writes.
  public var software: String
  /// Makes the token by which a sensor of a name enrols; only its secret's digest is kept, and not by this.
  public var enrolmentToken: @Sendable (String) throws -> EnrolmentToken

  /// What belongs to a data directory.
  public init(
    directory: DataDirectory,
    reportsPath: String,
    rules: RuleSet,
    scanner: @escaping @Sendable (SourceSubject) -> ListedScanner?,
    sources: [ReportSource],
    software: String,
    enrolmentToken: @escaping @Sendable (String) throws -> EnrolmentToken
  ) {
    self.directory = directory
    self.reportsPath = reportsPath
    self.rules = rules
    self.scanner = scanner
    self.sources = sources
    self.software = software
    self.enrolmentToken = enrolmentToken
  }

  /// The folder of packets that are being downloaded.
  var exportsPath: String { "\(directory.path)/exports" }

  /// Removes what downloads left that ended with the process before; for the owner of the data directory.
  public func removeLeftovers() {
    // Where there is nothing, there is nothing to remove.
    try? FileManager.default.removeItem(atPath: exportsPath)
  }
}
