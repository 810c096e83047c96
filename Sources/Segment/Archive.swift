public import Schema

/// The segments of all sensors, as files that stay what they were when they were closed.
///
/// ```
/// archive/SENSOR/2024/07/15/20240715T093000Z-00000000000000000007.pcapng.zst   a segment
/// archive/SENSOR/2024/07/20240714.pcapng.zst                   the segments of a compacted day
/// archive/.incoming/                                           what is being written
/// ```
/// A segment is written aside, synced, and linked to its name, which never takes the place of another
/// file. Many may put and read at a time; changing programs agree by the data directory's lock.
/// Identities are unique within a day here, and altogether in the ledger.
public struct Archive: Sendable {
  /// The steps of a compaction, after each of which the machine may stop.
  enum Step: Sendable {
    case written, replaced, removed
  }

  let root: Folder
  let incoming: Folder
  let quarantine: Quarantine
  /// Told of each step that a compaction has done; tests look at the folder then.
  var observe: @Sendable (Step) -> Void = { _ in }

  /// The archive in a folder, and the quarantine for what it refuses.
  public init(path: String, quarantine: Quarantine) {
    root = Folder(path)
    incoming = Folder("\(path)/.incoming")
    self.quarantine = quarantine
  }

  /// Puts a closed segment into the archive; once this returns, it is there for good.
  public func put(_ segment: ClosedSegment) throws(SegmentError) -> ArchiveOutcome {
    if let present = try find(segment.identity, on: segment.day) {
      return try settle(segment, against: present)
    }
    try incoming.make()
    let folder = folder(of: segment.identity.sensor, segment.day)
    let path = "\(folder.path)/\(segment.name)"
    while true {
      try folder.make()
      let file = try TemporaryFile(in: incoming.path)
      try file.write(segment.compressed)
      try file.sync()
      let placed = archived(segment.identity, segment.name, path, length: segment.compressed.count)
      switch try file.place(at: path) {
      case .placed:
        try folder.sync()
        return .stored(placed.with(segment.digest))
      case .taken: return try settle(segment, against: placed)
      // A compaction removed the folder when it was empty.
      case .noFolder: continue
      }
    }
  }

  /// Verifies the bytes of a received segment and puts it into the archive.
  ///
  /// What is no whole segment goes to the quarantine under the name.
  public func put(
    received bytes: [UInt8],
    name: String,
    identity: SegmentIdentity? = nil,
    digest: ContentDigest? = nil
  ) throws(SegmentError) -> ArchiveOutcome {
    let segment: ClosedSegment
    do throws(SegmentError) {
      segment = try ClosedSegment(
        verifying: bytes,
        path: name,
        identity: identity,
        digest: digest
      )
    } catch {
      _ = try quarantine.keep(bytes, name: name, reason: error)
      return .refused(error)
    }
    return try put(segment)
  }

  /// Verifies a file that somebody else has put down, a copied segment for one, and puts it into the archive.
  public func put(receivedFileAt path: String) throws(SegmentError) -> ArchiveOutcome {
    let file = try StoredFile(path: path)
    guard file.byteCount <= ClosedSegment.longestFile else {
      throw SegmentError(
        path: path,
        rule: "it has \(file.byteCount) bytes, more than any segment",
        remedy: "ingest it under another name if it is a capture"
      )
    }
    let bytes = try file.read(at: 0, atMost: Int(file.byteCount))
    return try put(received: bytes, name: path.split(separator: "/").last.map(String.init) ?? path)
  }

  /// Where the segment of an identity lies that begins on a day in UTC, nil where there is none.
  public func find(
    _ identity: SegmentIdentity,
    on day: CivilDay
  ) throws(SegmentError) -> ArchivedSegment? {
    // Files first: a compaction makes the day's file before it removes them.
    let folder = folder(of: identity.sensor, day)
    let ending = SegmentName.ending(of: identity.sequence)
    for text in try folder.allNames() where text.hasSuffix(ending) {
      guard let name = SegmentName(text), name.day == day else { continue }
      if let file = try file(identity, name, in: folder) { return file }
    }
    return try compacted(identity.sensor, day).first { $0.identity == identity }
  }

  /// Opens a segment and verifies it.
  ///
  /// Where a compaction has moved it in the meantime, it is looked for again.
  public func open(_ place: ArchivedSegment) throws(SegmentError) -> ClosedSegment {
    do throws(SegmentError) {
      return try ClosedSegment(
        fileAt: place.path,
        offset: place.offset,
        length: place.length,
        identity: place.identity,
        digest: place.digest
      )
    } catch {
      guard let moved = try find(place.identity, on: place.name.day), moved.path != place.path
      else { throw error }
      return try ClosedSegment(
        fileAt: moved.path,
        offset: moved.offset,
        length: moved.length,
        identity: moved.identity,
        digest: place.digest ?? moved.digest
      )
    }
  }

  /// The sensors that have segments, sorted.
  public func sensors() throws(SegmentError) -> [String] {
    try root.names().filter(SegmentIdentity.isSensorName)
  }

  /// The days in UTC of which a sensor has segments, in order.
  public func days(of sensor: String) throws(SegmentError) -> [CivilDay] {
    var days: Set<CivilDay> = []
    let sensor = Folder("\(root.path)/\(sensor)")
    for year in try sensor.names() {
      for month in try Folder("\(sensor.path)/\(year)").names() {
        for name in try Folder("\(sensor.path)/\(year)/\(month)").names() {
          let isFile = name.count == 8 + SegmentName.ending.count
          let date = isFile ? name.dropFirst(6).prefix(2) : Substring(name)
          guard let day = CivilDay("\(year)-\(month)-\(date)"),
            name == date || name == Archive.fileName(of: day)
          else { continue }
          days.insert(day)
        }
      }
    }
    return days.sorted()
  }

  /// The segments of a sensor on one day in UTC, in the order of time.
  public func segments(
    of sensor: String,
    on day: CivilDay
  ) throws(SegmentError) -> [ArchivedSegment] {
    var segments: [UInt64: ArchivedSegment] = [:]
    for segment in try files(of: sensor, day) { segments[segment.identity.sequence] = segment }
    // A compaction that was interrupted leaves files of segments that are in the day's file too.
    for segment in try compacted(sensor, day) { segments[segment.identity.sequence] = segment }
    return segments.values.sorted { $0.name < $1.name }
  }

  /// All segments of a sensor, in the order of time: what a ledger is made anew from.
  public func segments(of sensor: String) throws(SegmentError) -> [ArchivedSegment] {
    var segments: [ArchivedSegment] = []
    for day in try days(of: sensor) { segments += try self.segments(of: sensor, on: day) }
    return segments
  }

  /// The files of a sensor's day that hold one segment each, in the order of time.
  func files(of sensor: String, _ day: CivilDay) throws(SegmentError) -> [ArchivedSegment] {
    let folder = folder(of: sensor, day)
    var files: [ArchivedSegment] = []
    for text in try folder.names() {
      guard let name = SegmentName(text), name.day == day, name.sequence > 0 else { continue }
      let identity = try SegmentIdentity(sensor: sensor, sequence: name.sequence)
      // A compaction may remove it between the listing and the look at it.
      if let file = try file(identity, name, in: folder) { files.append(file) }
    }
    return files
  }

  /// The segments in the file of a sensor's compacted day, in the order of the file.
  func compacted(_ sensor: String, _ day: CivilDay) throws(SegmentError) -> [ArchivedSegment] {
    let path = dayFile(of: sensor, day)
    guard let file = try StoredFile.ifPresent(path) else { return [] }
    var segments: [ArchivedSegment] = []
    for entry in try DayIndex(of: file).entries {
      segments.append(
        ArchivedSegment(
          identity: try SegmentIdentity(sensor: sensor, sequence: entry.name.sequence),
          name: entry.name,
          path: path,
          offset: entry.offset,
          length: entry.length,
          digest: entry.digest
        )
      )
    }
    return segments
  }

  /// The folder of a sensor's day.
  func folder(of sensor: String, _ day: CivilDay) -> Folder {
    Folder("\(month(of: sensor, day).path)/\(Digits(day.day, 2).text)")
  }

  /// The file of a sensor's compacted day.
  func dayFile(of sensor: String, _ day: CivilDay) -> String {
    "\(month(of: sensor, day).path)/\(Archive.fileName(of: day))"
  }

  private static func fileName(of day: CivilDay) -> String {
    Digits.date(day) + SegmentName.ending
  }

  private func month(of sensor: String, _ day: CivilDay) -> Folder {
    Folder("\(root.path)/\(sensor)/\(Digits(day.year, 4).text)/\(Digits(day.month, 2).text)")
  }

  private func file(
    _ identity: SegmentIdentity,
    _ name: SegmentName,
    in folder: Folder
  ) throws(SegmentError) -> ArchivedSegment? {
    let path = "\(folder.path)/\(name)"
    guard let file = try StoredFile.ifPresent(path) else { return nil }
    return archived(identity, name, path, length: Int(file.byteCount))
  }

  private func archived(
    _ identity: SegmentIdentity,
    _ name: SegmentName,
    _ path: String,
    length: Int
  ) -> ArchivedSegment {
    ArchivedSegment(
      identity: identity,
      name: name,
      path: path,
      offset: 0,
      length: length,
      digest: nil
    )
  }

  /// Compares a segment with the one of its identity that is there.
  private func settle(
    _ segment: ClosedSegment,
    against present: ArchivedSegment
  ) throws(SegmentError) -> ArchiveOutcome {
    let kept: ClosedSegment
    do throws(SegmentError) {
      kept = try open(present)
    } catch {
      // A file that was damaged since makes room for the whole one. What cannot be read at all
      // cannot be moved either, and a compacted day is never changed here.
      guard present.digest == nil else { throw error }
      _ = try quarantine.move(fileAt: present.path, reason: error)
      return try put(segment)
    }
    // Another version of zstd compresses the same contents to other bytes.
    if kept.digest == segment.digest || kept.content == segment.content {
      return .alreadyThere(present.with(kept.digest))
    }
    let refusal = SegmentError(
      path: "\(segment.identity)",
      rule: "its SHA-256 is \(segment.digest), and the archive has it with \(kept.digest)",
      remedy: "see that no two sensors use one name and that the sensor never numbers anew"
    )
    _ = try quarantine.keep(segment.compressed, name: "\(segment.name)", reason: refusal)
    return .refused(refusal)
  }
}
