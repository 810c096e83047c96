import Foundation
import Schema
import Synchronization
import Testing
import Wire

@testable import Segment

@Suite("The spool of a sensor")
struct SpoolTests {
  let morning = SampleSegment.morning
  let second = SampleSegment.second

  /// A segment of some minute after the morning, which takes one block of the disk.
  func segment(_ sequence: UInt64, minute: Int64? = nil, frames: Int = 1) throws -> ClosedSegment {
    let start = morning + (minute ?? Int64(sequence)) * 60 * second
    var random = SystemRandomNumberGenerator()
    let records = (0..<frames).map { number in
      SampleSegment.Record(
        start + Int64(number),
        (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
      )
    }
    return try SampleSegment.closed(
      sequence,
      records,
      coverage: TimeRange(start: start, end: start + 60 * second)
    )
  }

  func spool(
    _ folder: String,
    blocks: Int64 = 1000,
    age: Int64 = 86_400_000_000_000,
    at time: Int64? = nil
  ) throws -> Spool {
    let now = time ?? morning + 3600 * second
    let limits = SpoolLimits(bytes: blocks * 4096, age: age, reserve: 0)
    return try Spool(folder: folder, limits: limits, now: { now })
  }

  @Test("Segments are given out oldest first, and again after a restart")
  func order() throws {
    let folder = try TemporaryFolder()
    do {
      let spool = try spool(folder.path)
      for number in 1...4 { try spool.add(segment(UInt64(number))) }
      #expect(spool.unshipped(2, besides: [1]).map(\.sequence) == [2, 3])
      try spool.markShipped(spool.unshipped(1)[0])
      try spool.setAside(spool.unshipped(1)[0], because: "the centre has another.")
      #expect(spool.unshipped(9).map(\.sequence) == [3, 4])
    }
    let again = try spool(folder.path)
    let unshipped = again.unshipped(9)
    #expect(unshipped.map(\.sequence) == [3, 4])
    let bytes = try again.bytes(of: unshipped[0])
    #expect(bytes.count == unshipped[0].length)
    #expect(try ClosedSegment(verifying: bytes, path: "3").identity.sequence == 3)
    #expect(
      TemporaryFolder.files(in: folder.path) == [
        "20240715T093300Z-00000000000000000003.pcapng.zst",
        "20240715T093400Z-00000000000000000004.pcapng.zst",
        "lock",
        "refused/20240715T093200Z-00000000000000000002.pcapng.zst",
        "refused/20240715T093200Z-00000000000000000002.pcapng.zst.reason",
        "shipped/20240715T093100Z-00000000000000000001.pcapng.zst",
      ]
    )
    #expect(again.state.unshippedSegments == 2 && again.state.gaps.isEmpty)
    #expect(again.state.unshippedBytes == UInt64(unshipped[0].length + unshipped[1].length))
  }

  @Test("A full spool lets go of what the centre has, oldest first, then of what it has not")
  func full() throws {
    let folder = try TemporaryFolder()
    let spool = try spool(folder.path, blocks: 3)
    for number in 1...3 { try spool.add(segment(UInt64(number))) }
    let two = spool.unshipped(2)
    try spool.markShipped(two[1])
    try spool.markShipped(two[0])
    try spool.add(segment(4))
    #expect(
      TemporaryFolder.files(in: "\(folder.path)/shipped").map { $0.suffix(12) } == ["2.pcapng.zst"]
    )
    try spool.add(segment(5))
    #expect(spool.state.gaps.isEmpty && spool.state.shippedBytes == 0)

    let third = spool.unshipped(1)[0]
    try spool.add(segment(6))
    #expect(
      spool.state.gaps == [
        SpoolGap(
          firstSequence: 3,
          lastSequence: 3,
          from: morning + 180 * second,
          until: morning + 240 * second,
          bytes: UInt64(third.length)
        )
      ]
    )
    let fourth = spool.unshipped(1)[0]
    try spool.add(segment(7))
    #expect(
      spool.state.gaps == [
        SpoolGap(
          firstSequence: 3,
          lastSequence: 4,
          from: morning + 180 * second,
          until: morning + 300 * second,
          bytes: UInt64(third.length + fourth.length)
        )
      ]
    )
    #expect(spool.unshipped(9).map(\.sequence) == [5, 6, 7])
  }

  @Test("A segment that can never fit is a gap, and costs no other")
  func tooLarge() throws {
    let folder = try TemporaryFolder()
    let spool = try spool(folder.path, blocks: 3)
    try spool.add(segment(1))
    #expect(throws: SegmentError.self) { try spool.add(segment(2, frames: 20)) }
    #expect(spool.unshipped(9).map(\.sequence) == [1])
    #expect(spool.state.gaps.map(\.firstSequence) == [2])
    #expect(spool.nextSequence(atLeast: 1) == 3)
  }

  @Test("What is older than the limit goes, shipped or not")
  func age() throws {
    let folder = try TemporaryFolder()
    do {
      let spool = try spool(folder.path)
      for number in 1...3 { try spool.add(segment(UInt64(number))) }
      try spool.markShipped(spool.unshipped(1)[0])
    }
    // Ten minutes after the morning, the second ended seven minutes ago and the third six.
    let later = try spool(folder.path, age: 390 * second, at: morning + 600 * second)
    try later.add(segment(4))
    #expect(later.unshipped(9).map(\.sequence) == [3, 4])
    #expect(later.state.shippedBytes == 0)
    #expect(later.state.gaps.map(\.lastSequence) == [2])
  }

  @Test("A number is never used again, also when no file has it any more")
  func numbers() throws {
    let folder = try TemporaryFolder()
    do {
      let spool = try spool(folder.path)
      #expect(spool.nextSequence(atLeast: 0) == 1)
      #expect(spool.nextSequence(atLeast: 40) == 40)
      try spool.add(segment(41))
      try spool.markShipped(spool.unshipped(1)[0])
      try spool.add(segment(41, minute: 50))
      #expect(spool.unshipped(9).isEmpty)
    }
    do {
      let later = try spool(folder.path, blocks: 1, age: 1)
      #expect(throws: SegmentError.self) { try later.add(segment(42, frames: 20)) }
      #expect(later.state.shippedBytes == 0)
    }
    #expect(try spool(folder.path).nextSequence(atLeast: 1) == 43)
  }

  @Test("A crash after any step forgets no segment and no gap")
  func crashes() throws {
    let folder = try TemporaryFolder()
    let copies = try TemporaryFolder()
    let source = folder.path
    let target = copies.path
    let now = morning + 3600 * second
    let counter = Counter()
    let spool = try Spool(
      folder: source,
      limits: SpoolLimits(bytes: 3 * 4096, age: .max, reserve: 0),
      now: { now },
      observe: { _ in counter.copy(source, into: target) }
    )
    for number in 1...8 {
      try spool.add(segment(UInt64(number)))
      if number == 2 { try spool.markShipped(spool.unshipped(1)[0]) }
      if number == 4 { try spool.setAside(spool.unshipped(1)[0], because: "no.") }
      counter.added()
    }
    #expect(counter.copies.count > 20)
    for copy in counter.copies {
      let later = try self.spool("\(target)/\(copy.number)")
      let state = later.state
      var known = Set(later.unshipped(99).map(\.sequence))
      let all = known.count
      for gap in state.gaps { known.formUnion(gap.firstSequence...gap.lastSequence) }
      #expect(
        known.count == all
          + state.gaps.reduce(0) { $0 + Int($1.lastSequence - $1.firstSequence) + 1 }
      )
      // The first was shipped and the second refused: both may be gone without a gap.
      let missing = Set(1...UInt64(max(1, copy.added))).subtracting(known)
      #expect(missing.subtracting([1, 2]).isEmpty, "copy \(copy.number)")
      #expect(later.nextSequence(atLeast: 1) >= UInt64(copy.added) + 1)
      let files = TemporaryFolder.files(in: "\(target)/\(copy.number)")
      #expect(!files.contains { $0.hasPrefix(".new-") || $0.hasPrefix(".lost-") })
    }
  }

  @Test("Journals of a crash become segments, unless they were in the spool already")
  func journals() throws {
    let folder = try TemporaryFolder()
    let spool = try spool(folder.path)
    try spool.add(segment(6))
    for number in [6, 7, 8] as [UInt64] {
      var builder = try SampleSegment.builder(number)
      let start = morning + Int64(number) * 60 * second
      _ = try SampleSegment.fill(&builder, SampleSegment.reader([.init(start), .init(start + 5)]))
      var journal = try SegmentJournal(in: spool.journalFolder, of: builder.identity, start: start)
      try journal.write(builder)
    }
    let broken = "20240715T094000Z-00000000000000000009.pcapng.zst.open"
    try TemporaryFolder.write([1, 2, 3], to: "\(spool.journalFolder)/\(broken)")
    let empty = "20240715T094000Z-00000000000000000010.pcapng.zst.open"
    try TemporaryFolder.write([], to: "\(spool.journalFolder)/\(empty)")
    let recovery = try spool.recoverJournals()
    #expect(recovery.segments.map(\.segment.identity.sequence) == [7, 8])
    #expect(recovery.segments.map(\.segment.frameCount) == [2, 2])
    #expect(recovery.faults.count == 2)
    #expect(spool.unshipped(9).map(\.sequence) == [6, 7, 8])
    #expect(spool.state.gaps.map(\.firstSequence) == [9])
    #expect(spool.nextSequence(atLeast: 1) == 10)
    #expect(TemporaryFolder.files(in: spool.journalFolder).isEmpty)
    #expect(TemporaryFolder.files(in: "\(folder.path)/refused") == [broken, "\(broken).reason"])
  }

  @Test("A segment whose file somebody removed is a gap")
  func gone() throws {
    let folder = try TemporaryFolder()
    let spool = try spool(folder.path)
    try spool.add(segment(1))
    let first = spool.unshipped(1)[0]
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(first.name)")
    #expect(throws: SegmentError.self) { try spool.bytes(of: first) }
    #expect(spool.unshipped(1).isEmpty)
    #expect(spool.state.gaps.map(\.bytes) == [UInt64(first.length)])
  }

  @Test("A spool has one owner, and a damaged list of gaps is refused with its name")
  func refused() throws {
    let folder = try TemporaryFolder()
    do {
      let first = try spool(folder.path)
      let error = #expect(throws: SegmentError.self) { try spool(folder.path) }
      #expect(error?.rule.contains("hirundo-sensor") == true)
      #expect(first.state.lastSequence == 0)
    }
    try TemporaryFolder.write(Array("{\"gaps\":7}".utf8), to: "\(folder.path)/gaps.json")
    let error = #expect(throws: SegmentError.self) { try spool(folder.path) }
    #expect(error?.path == "\(folder.path)/gaps.json")
  }

  @Test(
    "The reserve of the disk is never taken, and a disk that others fill costs the oldest only",
    .enabled(if: FullDisk.canMount, "it needs root, to mount a small file system")
  )
  func disk() throws {
    let folder = try TemporaryFolder()
    let disk = try FullDisk(at: folder.path)
    let limits = SpoolLimits(reserve: 512 << 10)
    let now = morning + 3600 * second
    let spool = try Spool(folder: "\(folder.path)/spool", limits: limits, now: { now })
    for number in 1...20 { try spool.add(segment(UInt64(number), frames: 50)) }
    let state = spool.state
    #expect(state.freeBytes >= 512 << 10)
    let kept = spool.unshipped(99).map(\.sequence)
    #expect(kept.count > 5 && kept.last == 20)
    #expect(state.gaps.map(\.lastSequence) == [kept[0] - 1])

    // Others take all that is left: a new segment takes the place of the oldest.
    try fill("\(folder.path)/others")
    #expect(spool.state.freeBytes == 0)
    try spool.add(segment(21, frames: 50))
    let later = spool.unshipped(99).map(\.sequence)
    #expect(later.last == 21)
    #expect(later.count >= kept.count - 1)
    #expect(spool.state.gaps.map(\.firstSequence) == [1])
    #expect(spool.state.gaps.map(\.lastSequence) == [later[0] - 1])
    _ = consume disk
  }

  /// Fills a disk with a file, to its last byte.
  func fill(_ path: String) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let zeros = [UInt8](repeating: 0, count: 4096)
    while unsafe write(descriptor, zeros, zeros.count) > 0 {}
  }

  /// Copies of a folder, each with the number of segments that had been added for good by then.
  final class Counter: Sendable {
    struct Copy {
      var number: Int
      var added: Int
    }

    private let state = Mutex((copies: [Copy](), added: 0))

    var copies: [Copy] { state.withLock { $0.copies } }

    func added() { state.withLock { $0.added += 1 } }

    func copy(_ folder: String, into target: String) {
      state.withLock { state in
        let number = state.copies.count
        let made = try? Program.output("/bin/cp", ["-a", folder, "\(target)/\(number)"])
        #expect(made != nil)
        state.copies.append(Copy(number: number, added: state.added))
      }
    }
  }
}
