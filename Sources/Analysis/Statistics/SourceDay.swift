public import Schema

/// What one source did on one day at all sensors together.
public struct SourceDay<Source: Hashable & Sendable>: Hashable, Sendable {
  /// The source.
  public var source: Source
  /// The day.
  public var day: CivilDay
  /// To how many port labels it sent, of those that have a port.
  public var ports: Int
  /// Which organisation declares that it scans from there; nil where none does.
  public var organisation: String?

  /// A source on a day.
  public init(source: Source, day: CivilDay, ports: Int, organisation: String?) {
    self.source = source
    self.day = day
    self.ports = ports
    self.organisation = organisation
  }
}
