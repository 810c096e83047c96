/// Reads the export of IPFire's location database, as `location dump` writes it.
///
/// Paragraphs of `key: value` lines: `aut-num:` and `name:` name an autonomous system, `net:` and
/// `aut-num:` say which one announces a prefix. A prefix without a number lies in no known network,
/// whatever wider prefix holds it. Other keys are passed over.
enum NetworkDump {
  static func read(_ path: String) throws(EnrichmentError) -> SourceContents {
    let (netKey, numberKey, nameKey) = (
      Array("net:".utf8), Array("aut-num:".utf8), Array("name:".utf8)
    )
    var reader = try LineReader(path)
    var contents = SourceContents()
    var named: UInt32?
    var block: AddressBlock?
    var number: UInt32 = 0
    while try reader.advance() {
      guard let first = reader.byte else {
        finish(&block, &number, in: &contents)
        named = nil
        continue
      }
      if first == UInt8(ascii: "#") {
        contents.header.note(comment: reader.rest)
      } else if reader.skip(key: netKey) {
        finish(&block, &number, in: &contents)
        reader.skipBlanks()
        block = reader.scanBlock()
        guard block != nil, reader.isAtEnd else {
          throw refusal(of: reader, "does not give a prefix")
        }
      } else if reader.skip(key: numberKey) {
        reader.skipBlanks()
        guard let scanned = reader.scanNetworkNumber(), reader.isAtEnd else {
          throw refusal(of: reader, "does not give the number of an autonomous system")
        }
        if block == nil { named = scanned } else { number = scanned }
      } else if reader.skip(key: nameKey) {
        if let named { contents.names[named] = reader.rest }
      } else if !reader.bytes[reader.line].contains(UInt8(ascii: ":")) {
        throw refusal(of: reader, "is not a key, a colon and a value")
      }
    }
    finish(&block, &number, in: &contents)
    contents.entries = contents.networks.count
    return contents
  }

  private static func finish(
    _ block: inout AddressBlock?,
    _ number: inout UInt32,
    in contents: inout SourceContents
  ) {
    guard let complete = block else { return }
    contents.networks.append(complete, value: number)
    block = nil
    number = 0
  }

  private static func refusal(
    of reader: borrowing LineReader,
    _ problem: String
  )
    -> EnrichmentError
  {
    reader.error(problem, remedy: "make the file again with Scripts/install-enrichment")
  }
}
