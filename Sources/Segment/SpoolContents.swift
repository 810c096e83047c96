import Glibc
import Schema

/// What lies in a spool's folder, and every change of it.
struct SpoolContents: Sendable {
  /// The steps of a change, after each of which the machine may stop; tests look at the folder then.
  enum Step: Sendable {
    case written, placed, moved, told, removed
  }

  /// What became of a segment that was sent.
  enum Settlement {
    case shipped
    case refused(String)
  }

  /// What the names of lost segments begin with until the loss is written down.
  private static let lost = ".lost-"

  private let root: Folder
  private let shippedFolder: Folder
  private let refusedFolder: Folder
  private let observe: @Sendable (Step) -> Void
  /// Each in the order of numbers.
  private(set) var unshipped: [SpooledSegment]
  private(set) var shipped: [SpooledSegment]
  private(set) var refused: [SpooledSegment]
  private(set) var ledger: SpoolLedger
  /// The greatest number that a segment here has or had.
  private(set) var lastSequence: UInt64
  /// What all files of segments take of the disk.
  private(set) var space: Int64

  /// Reads a folder, and ends what a crash interrupted.
  init(in root: Folder, observe: @escaping @Sendable (Step) -> Void) throws(SegmentError) {
    self.root = root
    self.observe = observe
    shippedFolder = Folder("\(root.path)/shipped")
    refusedFolder = Folder("\(root.path)/refused")
    for folder in [shippedFolder, refusedFolder, Folder("\(root.path)/open")] { try folder.make() }
    for folder in [root, refusedFolder] { try TemporaryFile.removeLeftovers(in: folder) }
    ledger = try SpoolLedger(in: root)
    unshipped = try SpoolContents.segments(in: root)
    shipped = try SpoolContents.segments(in: shippedFolder)
    refused = try SpoolContents.segments(in: refusedFolder)
    let all = unshipped + shipped + refused
    lastSequence = all.reduce(ledger.lastSequence) { max($0, $1.sequence) }
    space = all.reduce(0) { $0 + $1.space }
    let lost = try SpoolContents.segments(in: root, prefix: SpoolContents.lost)
    try tell(of: lost.filter { segment in !ledger.gaps.contains { $0.contains(segment.sequence) } })
    for segment in lost { try root.remove("\(SpoolContents.lost)\(segment.name)") }
  }

  /// Writes a segment; where it cannot be kept, its loss is told.
  mutating func add(
    _ segment: ClosedSegment,
    within limits: SpoolLimits,
    at time: Int64
  ) throws(SegmentError) {
    let added = SpooledSegment(
      name: segment.name,
      length: segment.compressed.count,
      end: segment.coverage.end
    )
    do throws(SegmentError) {
      try removeOld(limits, at: time)
      try makeRoom(for: added, limits)
      while true {
        do throws(SegmentError) {
          try write(segment, added)
          break
        } catch {
          // Others took the room that was there a moment ago.
          guard error.isOfFullDisk, try removeOldest() else { throw error }
        }
      }
    } catch {
      lastSequence = added.sequence
      ledger.add(added.gap)
      try ledger.write(in: root)
      throw error
    }
    lastSequence = added.sequence
    unshipped.append(added)
    space += added.space
  }

  /// Moves a segment that was sent out of the way.
  mutating func settle(
    _ segment: SpooledSegment,
    as settlement: Settlement
  ) throws(SegmentError) {
    guard let place = unshipped.firstIndex(of: segment) else { return }
    switch settlement {
    case .shipped:
      try move("\(segment.name)", to: shippedFolder)
      unshipped.remove(at: place)
      SpoolContents.insert(segment, into: &shipped)
    case .refused(let reason):
      try explain("\(segment.name)", reason)
      try move("\(segment.name)", to: refusedFolder)
      unshipped.remove(at: place)
      SpoolContents.insert(segment, into: &refused)
    }
    // Not synced: after a loss of power it is sent again, and the centre says that it has it.
    observe(.moved)
  }

  /// Notes that the file of a segment is gone without the spool's doing.
  mutating func miss(_ segment: SpooledSegment) throws(SegmentError) {
    guard let place = unshipped.firstIndex(of: segment),
      try StoredFile.ifPresent("\(root.path)/\(segment.name)") == nil
    else { return }
    unshipped.remove(at: place)
    space -= segment.space
    try tell(of: [segment])
  }

  /// Moves a journal that gives no segment out of the way, and tells of the loss.
  mutating func abandon(_ name: String, because reason: String) throws(SegmentError) {
    let open = Folder("\(root.path)/open")
    let length = try StoredFile(path: "\(open.path)/\(name)").byteCount
    guard length > 0, let segment = SegmentName(name.dropLast(5)) else {
      return try open.remove(name)
    }
    if segment.sequence > lastSequence {
      lastSequence = segment.sequence
      try tell(of: [
        SpooledSegment(name: segment, length: Int(min(length, Int64(Int32.max))), end: 0)
      ])
    }
    try explain(name, reason)
    guard unsafe rename("\(open.path)/\(name)", "\(refusedFolder.path)/\(name)") == 0 else {
      throw SpoolContents.failure("\(open.path)/\(name)")
    }
  }

  // MARK: - Room

  /// Removes what is older than the limit.
  private mutating func removeOld(_ limits: SpoolLimits, at time: Int64) throws(SegmentError) {
    let horizon = time.subtractingReportingOverflow(max(0, limits.age))
    guard !horizon.overflow else { return }
    func isOld(_ segment: SpooledSegment) -> Bool { segment.end < horizon.partialValue }
    while let first = shipped.first, isOld(first) { try removeShipped() }
    while let first = refused.first, isOld(first) { try removeRefused() }
    try lose(unshipped.prefix(while: isOld).count)
  }

  /// Removes what must go for a segment to be within the limits; throws where that is not enough.
  ///
  /// Where others have taken of the reserve, the spool takes no more of the disk than it has: it
  /// cannot give back what they took, and its own segments would be gone for nothing.
  private mutating func makeRoom(
    for added: SpooledSegment,
    _ limits: SpoolLimits
  ) throws(SegmentError) {
    guard let free = root.freeBytes else {
      throw SegmentError.system(root.path, "its disk cannot be asked", remedy: "check the disk")
    }
    let most = min(max(0, limits.bytes), space + max(0, free - limits.reserve))
    guard added.space <= most else {
      throw SegmentError(
        path: root.path,
        rule: "there is no room for segment \(added.sequence) of \(added.length) bytes, with "
          + "\(free) bytes of the disk free, a reserve of \(limits.reserve) and a limit of "
          + "\(limits.bytes)",
        remedy: "make room on the disk or give the spool other limits"
      )
    }
    while space + added.space > most, !shipped.isEmpty { try removeShipped() }
    while space + added.space > most, !refused.isEmpty { try removeRefused() }
    var excess = space + added.space - most
    let count = unshipped.prefix { segment in
      defer { excess -= segment.space }
      return excess > 0
    }.count
    try lose(count)
  }

  /// Removes the one that is missed least; false where there is none.
  private mutating func removeOldest() throws(SegmentError) -> Bool {
    if !shipped.isEmpty {
      try removeShipped()
    } else if !refused.isEmpty {
      try removeRefused()
    } else if !unshipped.isEmpty {
      try lose(1)
    } else {
      return false
    }
    return true
  }

  private mutating func removeShipped() throws(SegmentError) {
    try keepNumber(of: shipped[0])
    try shippedFolder.remove("\(shipped[0].name)")
    space -= shipped.removeFirst().space
    observe(.removed)
  }

  private mutating func removeRefused() throws(SegmentError) {
    let name = "\(refused[0].name)"
    try keepNumber(of: refused[0])
    try refusedFolder.remove(name)
    try refusedFolder.remove("\(name).reason")
    space -= refused.removeFirst().space
    observe(.removed)
  }

  /// A number must not be used again when the last file that has it is gone.
  private mutating func keepNumber(of segment: SpooledSegment) throws(SegmentError) {
    guard segment.sequence == lastSequence, ledger.lastSequence < lastSequence else { return }
    ledger.lastSequence = lastSequence
    try ledger.write(in: root)
  }

  /// Lets go of the oldest segments that the centre does not have.
  ///
  /// Their names say what they are until the loss is written down, so a crash forgets nothing.
  private mutating func lose(_ count: Int) throws(SegmentError) {
    guard count > 0 else { return }
    let lost = Array(unshipped.prefix(count))
    for segment in lost {
      let name = "\(root.path)/\(SpoolContents.lost)\(segment.name)"
      guard unsafe rename("\(root.path)/\(segment.name)", name) == 0 || errno == ENOENT else {
        throw SpoolContents.failure("\(root.path)/\(segment.name)")
      }
      unshipped.removeFirst()
      space -= segment.space
      observe(.moved)
    }
    try tell(of: lost)
    for segment in lost {
      try root.remove("\(SpoolContents.lost)\(segment.name)")
      observe(.removed)
    }
  }

  /// Writes down that segments are lost.
  private mutating func tell(of lost: [SpooledSegment]) throws(SegmentError) {
    guard !lost.isEmpty else { return }
    for segment in lost { ledger.add(segment.gap) }
    lastSequence = max(lastSequence, ledger.lastSequence)
    ledger.lastSequence = lastSequence
    do throws(SegmentError) {
      try ledger.write(in: root)
    } catch {
      // On a full disk only what is lost makes room for writing it down.
      guard error.isOfFullDisk else { throw error }
      for segment in lost {
        unsafe truncate("\(root.path)/\(SpoolContents.lost)\(segment.name)", 0)
      }
      try ledger.write(in: root)
    }
    observe(.told)
  }

  // MARK: - Files

  private func write(_ segment: ClosedSegment, _ added: SpooledSegment) throws(SegmentError) {
    let path = "\(root.path)/\(added.name)"
    let file = try TemporaryFile(in: root.path)
    try file.write(segment.compressed)
    try file.setTime(segment.coverage.end)
    try file.sync()
    observe(.written)
    try file.replace(path)
    observe(.placed)
    try root.sync()
  }

  private func move(_ name: String, to folder: Folder) throws(SegmentError) {
    guard unsafe rename("\(root.path)/\(name)", "\(folder.path)/\(name)") == 0 else {
      throw SpoolContents.failure("\(root.path)/\(name)")
    }
  }

  private func explain(_ name: String, _ reason: String) throws(SegmentError) {
    let file = try TemporaryFile(in: refusedFolder.path)
    try file.write(Array("\(reason)\n".utf8))
    try file.replace("\(refusedFolder.path)/\(name).reason")
  }

  /// The segments whose files lie in a folder, in the order of numbers.
  private static func segments(
    in folder: Folder,
    prefix: String = ""
  ) throws(SegmentError) -> [SpooledSegment] {
    var segments: [SpooledSegment] = []
    for text in try folder.allNames() where text.hasPrefix(prefix) {
      guard let name = SegmentName(text.dropFirst(prefix.count)) else { continue }
      var status = stat()
      guard unsafe lstat("\(folder.path)/\(text)", &status) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      let end = status.st_mtim.tv_sec.multipliedReportingOverflow(by: 1_000_000_000)
      segments.append(
        SpooledSegment(
          name: name,
          length: Int(status.st_size),
          end: end.overflow ? 0 : Int64(end.partialValue) + Int64(status.st_mtim.tv_nsec)
        )
      )
    }
    return segments.sorted { $0.sequence < $1.sequence }
  }

  private static func insert(_ segment: SpooledSegment, into list: inout [SpooledSegment]) {
    let place = list.lastIndex { $0.sequence < segment.sequence }.map { $0 + 1 } ?? 0
    list.insert(segment, at: place)
  }

  private static func failure(_ path: String) -> SegmentError {
    SegmentError.system(path, "it cannot be moved", remedy: "check the disk and the permissions")
  }
}
