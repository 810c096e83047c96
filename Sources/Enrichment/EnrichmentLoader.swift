import FoundationEssentials

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

    /// A file of a format.
    public init(kind: DataSource.Kind, path: String) {
      self.kind = kind
      self.path = path
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
    for name in names where name.hasSuffix(".csv") || name.hasSuffix(".mmdb") {
      let kind = name.hasSuffix(".csv") ? DataSource.Kind.rangeCSV : .maxMindDatabase
      sources.append(Source(kind: kind, path: "\(folder)/\(name)"))
    }
    if names.contains("lists") { try addScannerLists(in: "\(folder)/lists") }
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

  /// Adds the `*.txt` and `*.json` lists of a folder, by name, as sources.
  ///
  /// Lists of special-purpose blocks, which MISP publishes beside those of scanners, are left out:
  /// whoever wants private addresses as an organisation adds such a file by its path.
  public mutating func addScannerLists(in folder: String) throws(EnrichmentError) {
    let names = try Self.names(in: folder)
    for name in names where name.hasSuffix(".txt") || name.hasSuffix(".json") {
      let path = "\(folder)/\(name)"
      guard try !ScannerList(contentsOf: path).isSpecialPurpose else { continue }
      sources.append(Source(kind: .scannerList, path: path))
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

  /// Reads every source.
  public func load() throws(EnrichmentError) -> EnrichmentSnapshot {
    var regions = Layers()
    var networks = Layers()
    var names: [UInt32: String] = [:]
    var scannerRanges = AddressRanges()
    var scanners: [KnownScanner] = []
    var provenance: [DataSource] = []
    for source in sources {
      let contents: SourceContents
      switch source.kind {
      case .regionText: contents = try RegionText.read(source.path)
      case .networkDump: contents = try NetworkDump.read(source.path)
      case .rangeCSV: contents = try RangeCSV.read(source.path)
      case .maxMindDatabase: contents = try MaxMindDatabase.read(source.path)
      case .scannerList:
        let list = try ScannerList(contentsOf: source.path)
        scannerRanges.append(contentsOf: list.ranges.shifted(by: UInt32(scanners.count)))
        scanners += list.organisations.map {
          KnownScanner(name: $0, list: list.name, listDate: list.date)
        }
        provenance.append(list.provenance)
        continue
      case .specialPurpose: continue
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
