/// Where a part of a snapshot came from, as shown to the people who read its numbers.
public struct DataSource: Hashable, Sendable {
  /// The format of a source, and with it what the source can say.
  public enum Kind: String, Hashable, Sendable {
    /// `low,high,CC` lines: Debian's tor-geoipdb.
    case regionText = "country ranges"
    /// Paragraphs of `net:` and `aut-num:`: the export of IPFire's location database.
    case networkDump = "network dump"
    /// A MaxMind DB: GeoLite2, DB-IP, IPinfo.
    case maxMindDatabase = "MaxMind DB"
    /// CSV with a header that names its columns.
    case rangeCSV = "CSV ranges"
    /// Addresses of known scanners.
    case scannerList = "scanner list"
    /// The special-purpose address registries, part of the program; also a list that only repeats
    /// them and was left out.
    case specialPurpose = "special-purpose registries"
  }

  /// The format.
  public var kind: Kind
  /// The file, or the registries' address for what is part of the program.
  public var path: String
  /// The day of the data, nil where the source does not say.
  public var date: DataDate?
  /// The number of ranges the source gave.
  public var entries: Int
  /// The licence as the source states it, nil where it states none.
  public var licence: String?
  /// The malformed lines that were left out (`ScannerList.tolerance`).
  public var skipped: [EnrichmentError]

  /// A source and what is known of it.
  public init(
    kind: Kind,
    path: String,
    date: DataDate? = nil,
    entries: Int,
    licence: String? = nil,
    skipped: [EnrichmentError] = []
  ) {
    self.kind = kind
    self.path = path
    self.date = date
    self.entries = entries
    self.licence = licence
    self.skipped = skipped
  }
}
