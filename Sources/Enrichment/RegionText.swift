/// Reads `low,high,CC` lines, as Debian's tor-geoipdb has them in `geoip` and `geoip6`.
///
/// IPv4 addresses are decimal numbers, IPv6 addresses text; `??` means unknown. Comments begin
/// with `#` and carry the date and the licence.
enum RegionText {
  static func read(_ path: String) throws(EnrichmentError) -> SourceContents {
    var reader = try LineReader(path)
    var contents = SourceContents()
    while try reader.advance() {
      guard let first = reader.byte else { continue }
      if first == UInt8(ascii: "#") {
        contents.header.note(comment: reader.rest)
        continue
      }
      guard let (block, region) = scan(&reader) else {
        throw reader.error(
          "is not a range of addresses and a country: low,high,CC",
          remedy: "fetch the file again with Scripts/install-enrichment"
        )
      }
      contents.regions.append(block, value: region)
    }
    contents.entries = contents.regions.count
    return contents
  }

  private static func scan(_ reader: inout LineReader) -> (AddressBlock, UInt32)? {
    let comma = UInt8(ascii: ",")
    let start = reader.position
    let block: AddressBlock
    if let low = reader.scanDecimal(), reader.skip(comma) {
      guard let high = reader.scanDecimal(), low <= high else { return nil }
      block = .v4(low...high)
    } else {
      reader.position = start
      guard let low = reader.scanIPv6(), reader.skip(comma), let high = reader.scanIPv6(),
        low <= high
      else { return nil }
      block = .v6(low...high)
    }
    guard reader.skip(comma), !reader.isAtEnd, let region = reader.scanRegion(), reader.isAtEnd
    else { return nil }
    return (block, region)
  }
}
