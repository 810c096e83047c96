import CMaxMindDB
import Glibc
import Schema

/// A MaxMind DB file, walked once from its root to its leaves.
///
/// Known layouts: `country.iso_code`, `country_code` or `country`; `autonomous_system_number` or
/// `asn`; `autonomous_system_organization`, `as_name` or `name`: GeoLite2, DB-IP and IPinfo. The
/// file stays mapped while it is read and must not be cut meanwhile.
///
/// Source: MaxMind DB File Format Specification 2.0.
@safe struct MaxMindDatabase: ~Copyable {
  private struct Place {
    var node: UInt32
    var address: UInt128
    var depth: Int
  }

  /// What a data record says, kept because many leaves share one record.
  private struct Meaning {
    var region: UInt32
    var number: UInt32
  }

  private let path: String
  /// Entries point back at the handle, so it has a place of its own.
  private let handle: UnsafeMutablePointer<MMDB_s>
  private var contents = SourceContents()
  private var meanings: [UInt32: Meaning] = [:]
  private var visits: UInt64 = 0

  static func read(_ path: String) throws(EnrichmentError) -> SourceContents {
    var database = try MaxMindDatabase(path)
    try database.walk()
    return database.contents
  }

  private init(_ path: String) throws(EnrichmentError) {
    let handle = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    unsafe handle.initialize(to: MMDB_s())
    let status = unsafe MMDB_open(path, UInt32(MMDB_MODE_MMAP), handle)
    guard status == MMDB_SUCCESS else {
      unsafe handle.deallocate()
      throw Self.error(path, status)
    }
    self.path = path
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe MMDB_close(handle)
    unsafe handle.deallocate()
  }

  private mutating func walk() throws(EnrichmentError) {
    contents.header.date = unsafe DataDate(
      secondsSince1970: handle.pointee.metadata.build_epoch
    )
    guard unsafe handle.pointee.metadata.ip_version == 6 else {
      try walk(from: Place(node: 0, address: 0, depth: 0), width: 32, skipping: nil)
      return
    }
    // IPv4 lies under ::/96. Other prefixes (::ffff:0:0/96, 2002::/16) may point at the same node.
    let start = unsafe handle.pointee.ipv4_start_node.node_value
    let nodes = unsafe handle.pointee.metadata.node_count
    try walk(
      from: Place(node: 0, address: 0, depth: 0),
      width: 128,
      skipping: start < nodes ? start : nil
    )
    if start < nodes {
      try walk(from: Place(node: start, address: 0, depth: 0), width: 32, skipping: nil)
    }
  }

  /// Takes the leaves under a node; `width` is the number of bits of an address.
  private mutating func walk(
    from root: Place,
    width: Int,
    skipping: UInt32?
  )
    throws(EnrichmentError)
  {
    // A tree has each node once. A file that leads in circles would be walked for ever.
    let limit = unsafe 2 * UInt64(handle.pointee.metadata.node_count)
    var open = [root]
    while let place = open.popLast() {
      visits += 1
      guard visits <= limit, place.depth < width else {
        throw Self.error(path, MMDB_CORRUPT_SEARCH_TREE_ERROR)
      }
      var node = unsafe MMDB_search_node_s()
      let status = unsafe MMDB_read_node(handle, place.node, &node)
      guard status == MMDB_SUCCESS else { throw Self.error(path, status) }
      let left = unsafe try follow(
        node.left_record,
        node.left_record_type,
        node.left_record_entry,
        from: place,
        side: 0,
        width: width
      )
      let right = unsafe try follow(
        node.right_record,
        node.right_record_type,
        node.right_record_entry,
        from: place,
        side: 1,
        width: width
      )
      for next in [left, right] {
        guard let next, next.node != skipping else { continue }
        open.append(next)
      }
    }
  }

  /// Takes the record of one side of a node if it is a leaf, and returns where it leads if not.
  private mutating func follow(
    _ record: UInt64,
    _ type: UInt8,
    _ entry: MMDB_entry_s,
    from place: Place,
    side: UInt128,
    width: Int
  ) throws(EnrichmentError) -> Place? {
    let depth = place.depth + 1
    let address = place.address | side << (width - depth)
    switch Int32(type) {
    case MMDB_RECORD_TYPE_EMPTY:
      return nil
    case MMDB_RECORD_TYPE_SEARCH_NODE:
      return UInt32(exactly: record).map { Place(node: $0, address: address, depth: depth) }
    case MMDB_RECORD_TYPE_DATA:
      let meaning = unsafe try meaning(of: entry)
      let last = address | (depth == width ? 0 : UInt128.max >> (128 - width + depth))
      take(address...last, width: width, meaning)
      return nil
    default:
      throw Self.error(path, MMDB_CORRUPT_SEARCH_TREE_ERROR)
    }
  }

  private mutating func take(_ range: ClosedRange<UInt128>, width: Int, _ meaning: Meaning) {
    let block: AddressBlock =
      width == 128
      ? .v6(range)
      : .v4(
        UInt32(truncatingIfNeeded: range.lowerBound)...UInt32(truncatingIfNeeded: range.upperBound)
      )
    contents.entries += 1
    if width == 128, range.lowerBound == 0, range.upperBound >= UInt128(UInt32.max) {
      // A leaf this wide holds all of IPv4.
      take(0...UInt128(UInt32.max), width: 32, meaning)
    }
    if meaning.region != 0 { contents.regions.append(block, value: meaning.region) }
    if meaning.number != 0 { contents.networks.append(block, value: meaning.number) }
  }

  private mutating func meaning(of entry: MMDB_entry_s) throws(EnrichmentError) -> Meaning {
    let offset = unsafe entry.offset
    if let known = meanings[offset] { return known }
    var region: UInt32 = 0
    for keys in [["country", "iso_code"], ["country_code"], ["country"]] where region == 0 {
      if let code = unsafe try text(keys, in: entry) {
        region = UInt32(Region(code)?.rawValue ?? 0)
      }
    }
    var number: UInt32 = 0
    for keys in [["autonomous_system_number"], ["asn"]] where number == 0 {
      if let found = unsafe try text(keys, in: entry) {
        let digits = found.uppercased().hasPrefix("AS") ? found.dropFirst(2) : found[...]
        number = UInt32(digits) ?? 0
      }
    }
    if number != 0 {
      for keys in [["autonomous_system_organization"], ["as_name"], ["name"]] {
        guard let name = unsafe try text(keys, in: entry) else { continue }
        contents.names[number] = name
        break
      }
    }
    let meaning = Meaning(region: region, number: number)
    meanings[offset] = meaning
    return meaning
  }

  /// The text or number at a path of map keys, nil where the record has no such thing.
  private func text(_ keys: [String], in entry: MMDB_entry_s) throws(EnrichmentError) -> String? {
    var entry = unsafe entry
    var data = unsafe MMDB_entry_data_s()
    let names = unsafe keys.map { unsafe strdup($0) }
    defer { for index in keys.indices { unsafe free(names[index]) } }
    var path = unsafe names.map { name in unsafe UnsafePointer<CChar>(name) }
    unsafe path.append(nil)
    let status = unsafe MMDB_aget_value(&entry, &data, path)
    // A path that leads nowhere is an ordinary answer: the record is of another layout.
    guard status == MMDB_SUCCESS, unsafe data.has_data else {
      if status == MMDB_SUCCESS || status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR {
        return nil
      }
      throw Self.error(self.path, status)
    }
    switch unsafe Int32(data.type) {
    case MMDB_DATA_TYPE_UTF8_STRING:
      guard let start = unsafe data.utf8_string else { return "" }
      return unsafe String(
        decoding: UnsafeRawBufferPointer(start: start, count: Int(data.data_size)),
        as: UTF8.self
      )
    case MMDB_DATA_TYPE_UINT16: return unsafe String(data.uint16)
    case MMDB_DATA_TYPE_UINT32: return unsafe String(data.uint32)
    case MMDB_DATA_TYPE_UINT64: return unsafe String(data.uint64)
    default: return nil
    }
  }

  private static func error(_ path: String, _ status: CInt) -> EnrichmentError {
    let reason = unsafe String(cString: MMDB_strerror(status))
    return EnrichmentError(
      path: path,
      problem: "cannot be read as a MaxMind DB: \(reason)",
      remedy: "check the path and download the file again"
    )
  }
}
