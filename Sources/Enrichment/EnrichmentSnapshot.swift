public import Schema
public import Wire

/// What is known of every address at one time: region, network, known scanner, special purpose.
///
/// A snapshot never changes. Copies share their tables. Lookups make no allocation and take no
/// lock, so any number of threads may use one snapshot.
public struct EnrichmentSnapshot: Sendable {
  /// Where the data came from, in rising precedence; the built-in registries are last.
  public let provenance: [DataSource]
  /// The known networks by index, sorted by number; the unknown network at 0.
  public let networks: [Network]
  /// The known scanners by index; `KnownScanner.none` at 0.
  public let organisations: [KnownScanner]

  private let regions: Tables
  private let networkIndexes: Tables
  private let organisationIndexes: Tables
  private let specialPurpose: Tables
  /// Whether a place in the special-purpose tables means that no packet can come from there.
  private let bogons: [Bool]

  private struct Tables: Sendable {
    let v4: RangeTable<UInt32>
    let v6: RangeTable<UInt128>

    init(_ layers: Layers) {
      v4 = RangeTable(layers.v4)
      v6 = RangeTable(layers.v6)
    }

    var byteCount: Int { v4.byteCount + v6.byteCount }
  }

  init(
    regions: Layers,
    networks: Layers,
    names: [UInt32: String],
    organisations: Layers,
    scanners: [KnownScanner],
    provenance: [DataSource]
  ) {
    let catalogue = NetworkCatalogue(
      names: names,
      ranges: [networks.v4.values, networks.v6.values]
    )
    var indexes = networks
    indexes.v4.replaceValues(catalogue.place(ofNumber:))
    indexes.v6.replaceValues(catalogue.place(ofNumber:))
    self.regions = Tables(regions)
    networkIndexes = Tables(indexes)
    organisationIndexes = Tables(organisations)
    specialPurpose = Tables(Layers(flattening: SpecialPurposeBlock.ranges))
    bogons =
      [false]
      + (SpecialPurposeBlock.ipv4 + SpecialPurposeBlock.ipv6).map { $0.reachability == .notGlobal }
    self.networks = catalogue.networks
    self.organisations = [.none] + scanners
    self.provenance = provenance
  }

  /// The country or economy of an address.
  public func region(of address: IPv4Address) -> Region {
    Region(rawValue: UInt16(truncatingIfNeeded: regions.v4[address.rawValue]))
  }

  /// The country or economy of an address.
  public func region(of address: IPv6Address) -> Region {
    Region(rawValue: UInt16(truncatingIfNeeded: regions.v6[address.rawValue]))
  }

  /// The index in `networks` of the network that announces an address, 0 when unknown.
  public func network(of address: IPv4Address) -> UInt32 {
    networkIndexes.v4[address.rawValue]
  }

  /// The index in `networks` of the network that announces an address, 0 when unknown.
  public func network(of address: IPv6Address) -> UInt32 {
    networkIndexes.v6[address.rawValue]
  }

  /// The network at an index that `network(of:)` gave.
  public func network(at index: UInt32) -> Network { networks[Int(index)] }

  /// The index in `organisations` of the known scanner at an address, 0 when none is known.
  public func organisation(of address: IPv4Address) -> UInt32 {
    organisationIndexes.v4[address.rawValue]
  }

  /// The index in `organisations` of the known scanner at an address, 0 when none is known.
  public func organisation(of address: IPv6Address) -> UInt32 {
    organisationIndexes.v6[address.rawValue]
  }

  /// Whether no packet from an address belongs on the Internet.
  ///
  /// True for what the special-purpose registries call not globally reachable, and for multicast.
  public func isBogon(_ address: IPv4Address) -> Bool {
    bogons[Int(specialPurpose.v4[address.rawValue])]
  }

  /// Whether no packet from an address belongs on the Internet.
  ///
  /// True for what the special-purpose registries call not globally reachable, and for multicast.
  public func isBogon(_ address: IPv6Address) -> Bool {
    bogons[Int(specialPurpose.v6[address.rawValue])]
  }

  /// How many IPv4 addresses each region has by the data, the unknown region left out.
  ///
  /// Complexity: O(*n*) in the ranges: to be asked once.
  public var addressCounts: [Region: UInt64] {
    regions.v4.addressCounts.reduce(into: [:]) { counts, entry in
      counts[Region(rawValue: UInt16(truncatingIfNeeded: entry.key))] = UInt64(entry.value)
    }
  }

  /// The memory that the lookup tables take, names not counted.
  ///
  /// Unit: bytes.
  public var tableByteCount: Int {
    regions.byteCount + networkIndexes.byteCount + organisationIndexes.byteCount
      + specialPurpose.byteCount
  }
}
