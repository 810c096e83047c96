/// Reads a CSV file (RFC 4180) whose header line names its columns.
///
/// A column of ranges (`network`, `prefix` or `range`: a prefix, an address, or two with a dash) or
/// two of addresses (`start_ip`, `end_ip`), and any of country, number and name. Column names in
/// use by MaxMind and IPinfo are known; other columns are passed over.
struct RangeCSV {
  private enum Column {
    case range, low, high, region, number, name
  }

  private var columns: [Column?] = []
  private var fields: [Range<Int>] = []

  static func read(_ path: String) throws(EnrichmentError) -> SourceContents {
    var reader = try LineReader(path)
    var contents = SourceContents()
    var csv = RangeCSV()
    while try reader.advance() {
      guard let first = reader.byte else { continue }
      if first == UInt8(ascii: "#") {
        contents.header.note(comment: reader.rest)
        continue
      }
      guard csv.split(&reader) else {
        throw reader.error("has a quote that does not end", remedy: "close the quote")
      }
      if csv.columns.isEmpty {
        try csv.takeHeader(reader)
      } else {
        try csv.takeRow(&reader, into: &contents)
      }
    }
    return contents
  }

  /// Finds the fields of the present line; a quoted field is what lies between its quotes.
  private mutating func split(_ reader: inout LineReader) -> Bool {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    fields.removeAll(keepingCapacity: true)
    while true {
      if reader.skip(quote) {
        let start = reader.position
        while true {
          guard let byte = reader.byte else { return false }
          reader.position += 1
          if byte == quote, !reader.skip(quote) { break }
        }
        fields.append(start..<(reader.position - 1))
      } else {
        let start = reader.position
        while let byte = reader.byte, byte != comma { reader.position += 1 }
        fields.append(start..<reader.position)
      }
      guard reader.skip(comma) else { return reader.isAtEnd }
    }
  }

  private mutating func takeHeader(_ reader: borrowing LineReader) throws(EnrichmentError) {
    let names = fields.map { String(decoding: reader.bytes[$0], as: UTF8.self).lowercased() }
    let hasCode = names.contains { $0 == "country_code" || $0 == "country_iso_code" }
    columns = names.map { name in
      switch name {
      case "network", "prefix", "range", "cidr": .range
      case "start_ip", "start", "low", "first": .low
      case "end_ip", "end", "high", "last": .high
      case "country_code", "country_iso_code", "cc": .region
      case "country": hasCode ? nil : .region
      case "asn", "autonomous_system_number": .number
      case "name", "as_name", "autonomous_system_organization": .name
      default: nil
      }
    }
    let hasRange = columns.contains(.range)
    let hasEnds = columns.contains(.low) && columns.contains(.high)
    let hasMeaning = columns.contains(.region) || columns.contains(.number)
    guard hasRange || hasEnds, hasMeaning else {
      throw reader.error(
        "does not name the columns",
        remedy: "begin the file with a line such as network,country,asn,name"
      )
    }
  }

  private func takeRow(
    _ reader: inout LineReader,
    into contents: inout SourceContents
  )
    throws(EnrichmentError)
  {
    guard fields.count == columns.count else {
      throw reader.error(
        "has \(fields.count) fields where the header has \(columns.count)",
        remedy: "put quotes around a field that holds a comma"
      )
    }
    let line = reader.line
    var block: AddressBlock?
    var low: AddressBlock?
    var high: AddressBlock?
    var region: UInt32?
    var number: UInt32?
    var name = ""
    for (column, field) in zip(columns, fields) {
      guard let column else { continue }
      reader.line = field
      reader.position = field.lowerBound
      let accepted: Bool
      switch column {
      case .range:
        block = reader.scanBlock()
        accepted = block != nil
      case .low:
        low = reader.scanBlock()
        accepted = low != nil
      case .high:
        high = reader.scanBlock()
        accepted = high != nil
      case .region:
        region = reader.scanRegion()
        accepted = region != nil
      case .number:
        number = reader.isAtEnd ? 0 : reader.scanNetworkNumber()
        accepted = number != nil
      case .name:
        name = reader.rest
        reader.position = field.upperBound
        accepted = true
      }
      guard accepted, reader.isAtEnd else {
        reader.line = line
        throw reader.error(
          "is malformed in field \(String(decoding: reader.bytes[field], as: UTF8.self))",
          remedy: "write addresses or a prefix, a country of two letters, a number"
        )
      }
    }
    reader.line = line
    guard let range = block ?? Self.joined(low, high) else {
      throw reader.error("is no range", remedy: "put the lower address of one version first")
    }
    contents.entries += 1
    if let region { contents.regions.append(range, value: region) }
    if let number {
      contents.networks.append(range, value: number)
      if number != 0, !name.isEmpty {
        contents.names[number] = name.split(separator: "\"\"", omittingEmptySubsequences: false)
          .joined(separator: "\"")
      }
    }
  }

  private static func joined(_ low: AddressBlock?, _ high: AddressBlock?) -> AddressBlock? {
    switch (low, high) {
    case (.v4(let low)?, .v4(let high)?) where low.lowerBound <= high.upperBound:
      .v4(low.lowerBound...high.upperBound)
    case (.v6(let low)?, .v6(let high)?) where low.lowerBound <= high.upperBound:
      .v6(low.lowerBound...high.upperBound)
    default: nil
    }
  }
}
