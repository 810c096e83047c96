import Dispatch
import FoundationEssentials
import Synchronization

/// Reads sources of enrichment and makes a snapshot of them.
///
/// Sources are given in rising precedence: where two know a region or a network of an address, the
/// later one decides. Scanner lists are one source together, in which the most specific range
/// decides and, of equal ranges, that of the later list.
public struct EnrichmentLoader: Sendable {
  /// A file and its format.
  public struct Source: Hashable, Sendable {
    /// The format.
    public var kind: DataSource.Kind
    /// The file.
    public var path: String
    /// Whether a scanner list is left out when it names only special-purpose blocks.
    ///
    /// MISP publishes such lists (RFC 1918, RFC 5735) beside those of scanners.
    public var leavesOutSpecialPurpose: Bool

    /// A file of a format.
    public init(kind: DataSource.Kind, path: String, leavesOutSpecialPurpose: Bool = false) {
      self.kind = kind
      self.path = path
      self.leavesOutSpecialPurpose = leavesOutSpecialPurpose
    }
  }

  /// The sources, in rising precedence.
  public var sources: [Source]

  /// A loader of given sources; without any, only the special-purpose registries are known.
  public init(sources: [Source] = []) {
    self.sources = sources
  }

  /// A loader of what a folder holds.
  ///
  /// In rising precedence: `geoip`, `geoip6` and `networks.txt`, which Scripts/install-enrichment
  /// lays down, then `*.csv` and `*.mmdb` by name, then the scanner lists of the folder `lists`.
  public init(folder: String) throws(EnrichmentError) {
    sources = []
    let names = try Self.names(in: folder)
    for (name, kind) in Self.installed where names.contains(name) {
      sources.append(Source(kind: kind, path: "\(folder)/\(name)"))
    }
    for name in names where Self.tableKind(of: name) != nil {
      try addTable(at: "\(folder)/\(name)")
    }
    if names.contains("lists") { try addScannerLists(at: "\(folder)/lists") }
    guard !sources.isEmpty else {
      throw EnrichmentError(
        path: folder,
        problem: "the folder holds no enrichment data",
        remedy: "run Scripts/install-enrichment, or name the folder that it filled"
      )
    }
  }

  private static let installed: [(String, DataSource.Kind)] = [
    ("geoip", .regionText), ("geoip6", .regionText), ("networks.txt", .networkDump),
  ]

  /// Adds a user's table of regions or networks, a `.csv` or `.mmdb` file, as the last source.
  public mutating func addTable(at path: String) throws(EnrichmentError) {
    guard let kind = Self.tableKind(of: path) else {
      throw EnrichmentError(
        path: path,
        problem: "is neither CSV ranges nor a MaxMind DB by its name",
        remedy: "give a file whose name ends with .csv or .mmdb"
      )
    }
    sources.append(Source(kind: kind, path: path))
  }

  private static func tableKind(of path: String) -> DataSource.Kind? {
    if path.hasSuffix(".csv") { return .rangeCSV }
    return path.hasSuffix(".mmdb") ? .maxMindDatabase : nil
  }

  /// Adds a scanner list, or the `*.txt` and `*.json` lists of a folder by name, as last sources.
  ///
  /// Of a folder, lists of special-purpose blocks are left out at load, and shown as such in the
  /// provenance: whoever wants private addresses as an organisation adds such a file by its path.
  public mutating func addScannerLists(at path: String) throws(EnrichmentError) {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
      sources.append(Source(kind: .scannerList, path: path))
      return
    }
    let names = try Self.names(in: path).filter { $0.hasSuffix(".txt") || $0.hasSuffix(".json") }
    guard !names.isEmpty else {
      throw EnrichmentError(
        path: path,
        problem: "the folder holds no scanner list",
        remedy: "put lists there whose names end with .txt or .json"
      )
    }
    for name in names {
      sources.append(
        Source(kind: .scannerList, path: "\(path)/\(name)", leavesOutSpecialPurpose: true)
      )
    }
  }

  private static func names(in folder: String) throws(EnrichmentError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    } catch {
      throw EnrichmentError(
        path: folder,
        problem: "the folder cannot be read",
        remedy: "check the path and its permissions"
      )
    }
  }

  /// Reads the tables of regions and networks on all processors; nil for every other source.
  private func readTexts() -> [Result<SourceContents, EnrichmentError>?] {
    let texts = Mutex<[Result<SourceContents, EnrichmentError>?]>(
      Array(repeating: nil, count: sources.count)
    )
    DispatchQueue.concurrentPerform(iterations: sources.count) { index in
      let path = sources[index].path
      let read: (() throws(EnrichmentError) -> SourceContents)? =
        switch sources[index].kind {
        case .regionText: { () throws(EnrichmentError) in try RegionText.read(path) }
        case .networkDump: { () throws(EnrichmentError) in try NetworkDump.read(path) }
        case .rangeCSV: { () throws(EnrichmentError) in try RangeCSV.read(path) }
        case .maxMindDatabase: { () throws(EnrichmentError) in try MaxMindDatabase.read(path) }
        case .scannerList, .specialPurpose: nil
        }
      guard let read else { return }
      let result = Result(catching: read)
      texts.withLock { $0[index] = result }
    }
    return texts.withLock { $0 }
  }

  /// Reads every source.
  public func load() throws(EnrichmentError) -> EnrichmentSnapshot {
    var regions = Layers()
    var networks = Layers()
    var names: [UInt32: String] = [:]
    var scannerRanges = AddressRanges()
    var scanners: [KnownScanner] = []
    var provenance: [DataSource] = []
    for (source, text) in zip(sources, readTexts()) {
      let contents: SourceContents
      switch source.kind {
      case .specialPurpose: continue
      case .scannerList:
        let list = try ScannerList(contentsOf: source.path)
        provenance.append(list.provenance)
        if source.leavesOutSpecialPurpose, list.isSpecialPurpose {
          provenance[provenance.count - 1].kind = .specialPurpose
          continue
        }
        scannerRanges.append(contentsOf: list.ranges.shifted(by: UInt32(scanners.count)))
        scanners += list.organisations.map {
          KnownScanner(name: $0, list: list.name, listDate: list.date)
        }
        continue
      default:
        guard let text else { continue }
        contents = try text.get()
      }
      guard contents.entries > 0 else {
        throw EnrichmentError(
          path: source.path,
          problem: "holds no range of addresses",
          remedy: "check that it is the right file and whole"
        )
      }
      regions.overlay(contents.regions)
      networks.overlay(contents.networks)
      names.merge(contents.names) { _, later in later }
      provenance.append(
        DataSource(
          kind: source.kind,
          path: source.path,
          date: contents.header.date,
          entries: contents.entries,
          licence: contents.header.licence
        )
      )
    }
    provenance.append(SpecialPurposeBlock.provenance)
    return EnrichmentSnapshot(
      regions: regions,
      networks: networks,
      names: names,
      organisations: Layers(flattening: scannerRanges),
      scanners: scanners,
      provenance: provenance
    )
  }
}
