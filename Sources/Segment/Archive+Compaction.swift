import Glibc
public import Schema

extension Archive {
  /// What a compaction did.
  public struct Compaction: Hashable, Sendable {
    /// The number of files that became part of the day's file.
    public var merged = 0
    /// The number of files that are in quarantine now, because they are damaged or contradict the
    /// day's file.
    public var quarantined = 0
  }

  /// Makes the segments of a sensor's day one file: their bytes back to back, and an index.
  ///
  /// For a day that is over; segments that come later are appended by the next compaction. The new
  /// file takes the place of the day's file, if there is one, in one step, and only then the files
  /// of single segments are removed: whenever the machine stops, every segment is there, and the
  /// next compaction clears up.
  public func compact(
    _ sensor: String,
    _ day: CivilDay
  ) throws(SegmentError) -> Compaction {
    var result = Compaction()
    let files = try files(of: sensor, day)
    guard !files.isEmpty else { return result }
    let path = dayFile(of: sensor, day)
    let present = try compacted(sensor, day)
    let known = Dictionary(uniqueKeysWithValues: present.map { ($0.identity, $0.digest) })

    var index = DayIndex()
    try incoming.make()
    let whole = try TemporaryFile(in: incoming.path)
    for place in present {
      try copy(place, to: whole, &index)
    }
    var merged: [ArchivedSegment] = []
    for place in files {
      do throws(SegmentError) {
        let segment = try ClosedSegment(fileAt: place.path, identity: place.identity)
        if let digest = known[place.identity] {
          guard segment.digest == digest else { throw Archive.contradiction(place, path) }
        } else {
          try whole.write(segment.compressed)
          index.append(place.name, length: segment.compressed.count, digest: segment.digest)
        }
        merged.append(place)
      } catch {
        _ = try quarantine.move(fileAt: place.path, reason: error)
        result.quarantined += 1
      }
    }
    if index.entries.count > present.count {
      try whole.write(index.encoded)
      try whole.sync()
      observe(.written)
      try whole.replace(path)
      try Folder(path).above.sync()
      observe(.replaced)
    }
    let folder = folder(of: sensor, day)
    for place in merged {
      try folder.remove("\(place.name)")
      observe(.removed)
    }
    result.merged = merged.count
    try folder.removeIfEmpty()
    return result
  }

  /// Removes what writers that crashed left behind; for the owner of the data directory.
  public func removeLeftovers() throws(SegmentError) {
    try TemporaryFile.removeLeftovers(in: incoming)
    try TemporaryFile.removeLeftovers(in: quarantine.folder)
  }

  /// Copies a segment of the day's present file, whose bytes must be those of the index.
  private func copy(
    _ place: ArchivedSegment,
    to whole: borrowing TemporaryFile,
    _ index: inout DayIndex
  ) throws(SegmentError) {
    let bytes = try StoredFile(path: place.path).read(at: place.offset, atMost: place.length)
    let digest = ContentDigest(of: bytes)
    guard digest == place.digest else {
      throw SegmentError(
        path: place.path,
        place: "byte \(place.offset)",
        rule: "the SHA-256 of \(place.identity) is \(digest), which is not that of the index",
        remedy: "fetch the day's file from a copy of the archive; nothing was changed"
      )
    }
    try whole.write(bytes)
    index.append(place.name, length: bytes.count, digest: digest)
  }

  private static func contradiction(_ place: ArchivedSegment, _ path: String) -> SegmentError {
    SegmentError(
      path: place.path,
      rule: "\(path) has \(place.identity) with another SHA-256",
      remedy: "see who put the file there"
    )
  }
}
