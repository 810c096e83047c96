import FoundationEssentials
import Wire

/// A list of addresses that belong to known scanners, with the organisation of each.
///
/// Two forms are read: a MISP warning list (JSON), which names one organisation, and lines of an
/// address or prefix each, with comments behind `#`. In lines, a comment behind an address names its
/// organisation (a host name counts as its domain); without one it is the file's name.
public struct ScannerList: Sendable {
  /// The share of malformed lines up to which a list is still read: one in a thousand.
  ///
  /// Large public lists are edited by hand and hold a typing error now and then. Such lines are
  /// left out and kept in `skipped`; in a short list every malformed line is an error.
  public static let tolerance = 1.0 / 1000

  /// The largest warning list that is read, in bytes.
  static let largestDocument = 64 << 20

  /// The list's own name.
  public private(set) var name: String
  /// The file.
  public let path: String
  /// The day of the list, nil where it does not say.
  public private(set) var date: DataDate?
  /// The licence as the list states it.
  public private(set) var licence: String?
  /// The organisations, in the order of their first address.
  public private(set) var organisations: [String] = []
  /// The malformed lines that were left out.
  public private(set) var skipped: [EnrichmentError] = []

  /// Values are places in `organisations`, counted from 1.
  private(set) var ranges = AddressRanges()
  private var places: [String: UInt32] = [:]

  /// The number of addresses and prefixes.
  public var count: Int { ranges.count }

  /// Reads a list; JSON is known by the file's ending.
  public init(contentsOf path: String) throws(EnrichmentError) {
    self.path = path
    let file = path.split(separator: "/").last.map(String.init) ?? path
    name = file.split(separator: ".").first.map(String.init) ?? file
    if file.lowercased().hasSuffix(".json") {
      try readWarningList()
    } else {
      try readLines()
    }
    guard Double(skipped.count) > Double(count + skipped.count) * Self.tolerance else { return }
    throw skipped[0]
  }

  private mutating func append(_ block: AddressBlock, _ organisation: String) {
    let place: UInt32
    if let known = places[organisation] {
      place = known
    } else {
      organisations.append(organisation)
      place = UInt32(organisations.count)
      places[organisation] = place
    }
    ranges.append(block, value: place)
  }
}

extension ScannerList {
  /// Whether the list names only whole blocks of the special-purpose registries, or multicast.
  ///
  /// MISP publishes such lists (RFC 1918, RFC 5735) beside those of scanners.
  public var isSpecialPurpose: Bool {
    count > 0
      && ranges.v4.allSatisfy { entry in
        entry.low >= 0xE000_0000 && entry.high <= 0xEFFF_FFFF
          || SpecialPurposeBlock.ipv4.contains { $0.range == .v4(entry.low...entry.high) }
      }
      && ranges.v6.allSatisfy { entry in
        entry.low >> 120 == 0xFF
          || SpecialPurposeBlock.ipv6.contains { $0.range == .v6(entry.low...entry.high) }
      }
  }
}

extension ScannerList {
  /// The list as a source of a snapshot.
  var provenance: DataSource {
    DataSource(
      kind: .scannerList,
      path: path,
      date: date,
      entries: count,
      licence: licence,
      skipped: skipped
    )
  }
}

extension ScannerList {
  /// The parts of a MISP warning list that matter here.
  private struct WarningList: Decodable {
    var name: String
    var version: Int?
    var list: [String]
  }

  private mutating func readWarningList() throws(EnrichmentError) {
    let bytes = try InputFile(path).contents(limit: Self.largestDocument)
    let document: WarningList
    do {
      document = try JSONDecoder().decode(WarningList.self, from: Data(bytes))
    } catch {
      throw EnrichmentError(
        path: path,
        problem: "is not a MISP warning list: an object with name and list",
        remedy: "download the file again, or give addresses as lines of a .txt file"
      )
    }
    name = document.name
    date = document.version.flatMap { DataDate(version: $0) }
    let organisation = Self.organisation(ofTitle: document.name)
    for (index, text) in document.list.enumerated() {
      if let prefix = IPPrefix(text) {
        append(AddressBlock(prefix), organisation)
      } else {
        skipped.append(
          EnrichmentError(
            path: path,
            place: .entry(index + 1),
            problem: "\"\(text.prefix(60))\" is not an address or a prefix",
            remedy: "correct or remove the entry"
          )
        )
      }
    }
  }

  /// The organisation in a title such as `Censys IP Ranges Used for Scanning`.
  static func organisation(ofTitle title: String) -> String {
    var words = title.split(separator: " ")
    if title.hasPrefix("List of published IP address ranges for ") { words.removeFirst(7) }
    if let end = words.firstIndex(where: { $0 == "IP" || $0 == "IP-Ranges," }), end > 0 {
      words.removeSubrange(end...)
    }
    if let last = words.last?.lowercased(), ["scanner", "scanners"].contains(last), words.count > 1,
      title.hasPrefix("List of published")
    {
      words.removeLast()
    }
    return words.joined(separator: " ")
  }
}

extension ScannerList {
  private mutating func readLines() throws(EnrichmentError) {
    var reader = try LineReader(path)
    var header = SourceHeader()
    let organisation = Self.organisation(ofFile: name)
    var commented: [String: String] = [:]
    while try reader.advance() {
      reader.skipBlanks()
      guard let first = reader.byte else { continue }
      if first == UInt8(ascii: "#") {
        header.note(comment: reader.rest)
        continue
      }
      let block = reader.scanBlock()
      reader.skipBlanks()
      let hasComment = reader.skip(UInt8(ascii: "#"))
      guard let block, hasComment || reader.isAtEnd else {
        skipped.append(
          reader.error(
            "is not an address or a prefix",
            remedy: "correct the line, or put # before it"
          )
        )
        continue
      }
      guard hasComment else {
        append(block, organisation)
        continue
      }
      let comment = reader.rest
      let owner = commented[comment] ?? Self.organisation(inComment: comment) ?? organisation
      commented[comment] = owner
      append(block, owner)
    }
    date = header.date
    licence = header.licence
  }

  /// The organisation in a file name such as `openfilters_censys_v4`.
  static func organisation(ofFile name: String) -> String {
    var name = name[...]
    if name.hasPrefix("openfilters_") { name = name.dropFirst("openfilters_".count) }
    if name.hasSuffix("_v4") || name.hasSuffix("_v6") { name = name.dropLast(3) }
    return String(name)
  }

  /// The organisation in a comment: `cortex xpanse`, or the domain of `a.b.example.org`.
  ///
  /// A domain is the last two labels, three where a country has its own `ac` or `co`. A comment
  /// that is empty, in parentheses or repeats the address names nobody.
  static func organisation(inComment comment: String) -> String? {
    let text = comment.prefix { $0 != "(" }
    guard let word = text.split(separator: " ").first, IPAddress(word) == nil else { return nil }
    guard word.contains(".") else { return text.split(separator: " ").joined(separator: " ") }
    let labels = word.lowercased().split(separator: ".")
    let sizes = labels.suffix(2).map(\.utf8.count)
    let isUnderCountry = labels.count > 2 && sizes[0] <= 3 && sizes[1] == 2
    return labels.suffix(isUnderCountry ? 3 : 2).joined(separator: ".")
  }
}
