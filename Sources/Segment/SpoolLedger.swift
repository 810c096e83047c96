import FoundationEssentials

/// What a spool remembers beyond the files in it: what it lost, and how far it numbered.
struct SpoolLedger: Codable, Hashable, Sendable {
  static let fileName = "gaps.json"
  /// The most gaps that are remembered; the centre is told of each within a minute.
  private static let longest = 1000

  /// The greatest number of a segment when the file was written; files may have greater ones.
  var lastSequence: UInt64 = 0
  /// In the order of numbers; neighbours are one.
  private(set) var gaps: [SpoolGap] = []

  /// What a folder's file says; nothing where there is no file.
  init(in folder: Folder) throws(SegmentError) {
    let path = "\(folder.path)/\(SpoolLedger.fileName)"
    guard let file = try StoredFile.ifPresent(path) else { return }
    let bytes = try file.read(at: 0, atMost: 1 << 20)
    do {
      self = try JSONDecoder().decode(SpoolLedger.self, from: Data(bytes))
    } catch {
      throw SegmentError(
        path: path,
        rule: "it does not say which segments were lost",
        remedy: "move it away: what it said of losses is then forgotten, and numbers go on from "
          + "the segments that are there"
      )
    }
  }

  /// Remembers a loss.
  mutating func add(_ gap: SpoolGap) {
    lastSequence = max(lastSequence, gap.lastSequence)
    var joined: [SpoolGap] = []
    for next in (gaps + [gap]).sorted(by: { $0.firstSequence < $1.firstSequence }) {
      if let both = joined.last?.joined(with: next) {
        joined[joined.count - 1] = both
      } else {
        joined.append(next)
      }
    }
    gaps = joined.suffix(SpoolLedger.longest)
  }

  /// Writes the file anew, in one step and for good.
  func write(in folder: Folder) throws(SegmentError) {
    let path = "\(folder.path)/\(SpoolLedger.fileName)"
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data: Data
    do {
      data = try encoder.encode(self)
    } catch {
      throw SegmentError(
        path: path,
        rule: "it cannot be put together (\(error))",
        remedy: "report it"
      )
    }
    let file = try TemporaryFile(in: folder.path)
    try file.write(Array(data))
    try file.sync()
    try file.replace(path)
    try folder.sync()
  }
}
