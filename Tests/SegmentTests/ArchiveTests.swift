import Capture
import Foundation
import Schema
import Testing

@testable import Segment

@Suite("The archive")
struct ArchiveTests {
  typealias Record = SampleSegment.Record
  let morning = SampleSegment.morning
  let day = SampleSegment.day

  func archive(_ folder: borrowing TemporaryFolder) throws -> Archive {
    try DataDirectory(path: folder.path).archive
  }

  func isStored(_ outcome: ArchiveOutcome) -> Bool {
    if case .stored = outcome { true } else { false }
  }

  @Test("A segment lies under sensor and day, and is opened again")
  func puts() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segment = try SampleSegment.closed(7)
    guard case .stored(let place) = try archive.put(segment) else {
      Issue.record("a new segment is stored")
      return
    }
    let path = "archive/s/2024/07/15/20240715T093000Z-00000000000000000007.pcapng.zst"
    #expect(place.path == "\(folder.path)/\(path)")
    #expect(place.digest == segment.digest && place.offset == 0)
    #expect(TemporaryFolder.files(in: folder.path) == [path])
    #expect(try archive.open(place).content == segment.content)
    #expect(try archive.find(segment.identity, on: day)?.path == place.path)
    #expect(try archive.find(segment.identity, on: CivilDay(number: day.number + 1)) == nil)
    #expect(try archive.sensors() == ["s"])
    #expect(try archive.days(of: "s") == [day])
    #expect(try archive.segments(of: "s").map(\.identity) == [segment.identity])
    #expect(try archive.segments(of: "t").isEmpty)
  }

  @Test("A segment that comes again is already there, and another of its identity is refused")
  func repeats() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segment = try SampleSegment.closed(7)
    #expect(isStored(try archive.put(segment)))
    guard case .alreadyThere(let place) = try archive.put(segment) else {
      Issue.record("the same segment is already there")
      return
    }
    #expect(place.digest == segment.digest)
    // Of another second of the day, so of another file name.
    let other = try SampleSegment.closed(7, [Record(morning + 5_000_000_000)])
    guard case .refused(let error) = try archive.put(other) else {
      Issue.record("another segment of the identity is refused")
      return
    }
    #expect(error.rule.contains("\(other.digest)") && error.rule.contains("\(segment.digest)"))
    let kept = "quarantine/\(other.digest.description.prefix(32))-\(other.name)"
    #expect(TemporaryFolder.files(in: folder.path).suffix(2) == [kept, "\(kept).reason"])
    #expect(try TemporaryFolder.bytes(of: "\(folder.path)/\(kept)") == other.compressed)
    #expect(try archive.segments(of: "s").count == 1)
  }

  @Test("A file that was damaged in the archive gives way to the whole segment")
  func heals() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segment = try SampleSegment.closed(7)
    #expect(isStored(try archive.put(segment)))
    let place = try #require(try archive.find(segment.identity, on: day))
    try TemporaryFolder.write(Array(segment.compressed.dropLast(9)), to: place.path)
    #expect(throws: SegmentError.self) { try archive.open(place) }
    #expect(isStored(try archive.put(segment)))
    #expect(try archive.segments(of: "s").map { try archive.open($0).digest } == [segment.digest])
    #expect(TemporaryFolder.files(in: "\(folder.path)/quarantine").count == 2)
  }

  @Test("Of many who put one segment at a time, one stores it")
  func concurrentPuts() async throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segment = try SampleSegment.closed(7)
    let stored = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<16 {
        group.addTask { if case .stored = try archive.put(segment) { true } else { false } }
      }
      return try await group.reduce(into: 0) { count, isStored in count += isStored ? 1 : 0 }
    }
    #expect(stored == 1)
    #expect(TemporaryFolder.files(in: folder.path).count == 1)
  }

  @Test("The same contents, compressed by another version of zstd, are already there")
  func recompressed() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let records = (0..<2000).map {
      Record(morning + Int64($0 * $0), [UInt8($0 % 251), 1, 2, 3, 4])
    }
    let segment = try SampleSegment.closed(7, records)
    #expect(isStored(try archive.put(segment)))
    let bytes = try ZstdFrame.encode(unsafe segment.content.span.bytes, level: 19)
    #expect(bytes != segment.compressed)
    guard case .alreadyThere(let place) = try archive.put(received: bytes, name: "a") else {
      Issue.record("the same contents are already there")
      return
    }
    #expect(place.digest == segment.digest)
  }

  @Test("A received file that is no whole segment goes to quarantine with its reason")
  func received() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segment = try SampleSegment.closed(7)
    #expect(
      isStored(try archive.put(received: segment.compressed, name: "x", digest: segment.digest))
    )
    let cut = Array(segment.compressed.dropLast())
    for _ in 0..<2 {
      guard case .refused = try archive.put(received: cut, name: "../a b") else {
        Issue.record("a cut segment is refused")
        return
      }
    }
    let kept = TemporaryFolder.files(in: "\(folder.path)/quarantine")
    let name = "\(ContentDigest(of: cut).description.prefix(32))-.._a_b"
    #expect(kept == [name, "\(name).reason"])
    let reason = try TemporaryFolder.bytes(of: "\(folder.path)/quarantine/\(name).reason")
    #expect(
      String(decoding: reason, as: UTF8.self).hasPrefix("../a b at byte 0: the zstd data is cut")
    )
  }

  @Test("A compacted day is one file that holds the same bytes, and takes late segments")
  func compacts() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    let segments = try (1...5).map {
      try SampleSegment.closed(UInt64($0), [Record(morning + Int64($0) * 60_000_000_000)])
    }
    for number in [3, 1, 0] { _ = try archive.put(segments[number]) }
    let before = try #require(try archive.find(segments[0].identity, on: day))
    #expect(try archive.compact("s", day) == Archive.Compaction(merged: 3, quarantined: 0))
    let file = "s/2024/07/20240715.pcapng.zst"
    #expect(TemporaryFolder.files(in: "\(folder.path)/archive") == [file])
    let bytes = try TemporaryFolder.bytes(of: "\(folder.path)/archive/\(file)")
    let joined = segments[0].compressed + segments[1].compressed + segments[3].compressed
    #expect(bytes.starts(with: joined))
    // The old place is found anew.
    #expect(try archive.open(before).digest == segments[0].digest)

    for number in [2, 4] { _ = try archive.put(segments[number]) }
    guard case .alreadyThere = try archive.put(segments[1]) else {
      Issue.record("a segment of the compacted day is already there")
      return
    }
    #expect(try archive.segments(of: "s").map(\.identity) == segments.map(\.identity))
    #expect(try archive.compact("s", day).merged == 2)
    #expect(try archive.compact("s", day) == Archive.Compaction())
    #expect(TemporaryFolder.files(in: "\(folder.path)/archive") == [file])
    #expect(
      try TemporaryFolder.bytes(of: "\(folder.path)/archive/\(file)").starts(with: joined)
    )
    let places = try archive.segments(of: "s")
    #expect(places.map(\.digest) == segments.map(\.digest))
    for (place, segment) in zip(places, segments) {
      #expect(try archive.open(place).content == segment.content)
    }
    #expect(try archive.days(of: "s") == [day])

    // The file is a capture too: its index is passed over.
    var reader = try CaptureReader(path: "\(folder.path)/archive/\(file)")
    var batch = FrameBatch()
    var frames = 0
    while try reader.read(into: &batch) { frames += batch.count }
    #expect(frames == 5 && reader.sectionCount == 5 && reader.warnings.isEmpty)
  }

  @Test("Whenever a compaction stops, every segment is there once, and the next one clears up")
  func interruptedCompaction() throws {
    let folder = try TemporaryFolder()
    let snapshots = try TemporaryFolder()
    var archive = try archive(folder)
    let segments = try (1...4).map {
      try SampleSegment.closed(UInt64($0), [Record(morning + Int64($0))])
    }
    let (source, target) = (folder.path, snapshots.path)
    // What is on disk at each step is what a stopped machine would leave.
    archive.observe = { step in
      let count = (try? FileManager.default.contentsOfDirectory(atPath: target).count) ?? 0
      try? FileManager.default.copyItem(atPath: source, toPath: "\(target)/\(count)-\(step)")
    }
    for segment in segments[..<2] { _ = try archive.put(segment) }
    _ = try archive.compact("s", day)
    for segment in segments[2...] { _ = try archive.put(segment) }
    _ = try archive.compact("s", day)

    let names = try FileManager.default.contentsOfDirectory(atPath: target).sorted()
    #expect(
      names == [
        "0-written", "1-replaced", "2-removed", "3-removed",
        "4-written", "5-replaced", "6-removed", "7-removed",
      ]
    )
    for (place, name) in names.enumerated() {
      let directory = try DataDirectory(path: "\(target)/\(name)")
      let expected = segments[..<(place < 4 ? 2 : 4)].map(\.identity)
      #expect(try directory.archive.segments(of: "s").map(\.identity) == expected)
      let lock = try directory.own(command: "test", since: 0)
      #expect(try directory.archive.segments(of: "s").map(\.identity) == expected)
      _ = try directory.archive.compact("s", day)
      let kept = try directory.archive.segments(of: "s")
      #expect(kept.map(\.identity) == expected)
      for segment in kept { _ = try directory.archive.open(segment) }
      #expect(
        TemporaryFolder.files(in: directory.archivePath) == ["s/2024/07/20240715.pcapng.zst"]
      )
      _ = consume lock
    }
  }

  @Test("A damaged file is quarantined by the compaction, and the others are kept")
  func damagedFile() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    for number in 1...3 {
      _ = try archive.put(SampleSegment.closed(UInt64(number), [Record(morning + Int64(number))]))
    }
    let identity = try SegmentIdentity(sensor: "s", sequence: 2)
    let place = try #require(try archive.find(identity, on: day))
    var bytes = try TemporaryFolder.bytes(of: place.path)
    bytes[bytes.count / 2] ^= 1
    try TemporaryFolder.write(bytes, to: place.path)
    #expect(try archive.compact("s", day) == Archive.Compaction(merged: 2, quarantined: 1))
    #expect(try archive.segments(of: "s").map(\.identity.sequence) == [1, 3])
    #expect(TemporaryFolder.files(in: "\(folder.path)/quarantine").count == 2)
  }

  @Test("A damaged file of a compacted day is said so, and never written over")
  func damagedDay() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    _ = try archive.put(SampleSegment.closed(1))
    _ = try archive.compact("s", day)
    let path = archive.dayFile(of: "s", day)
    let whole = try TemporaryFolder.bytes(of: path)
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 0x20
      try TemporaryFolder.write(bytes, to: path)
      // The two numbers of the skippable frame are zstd's: the index is found from the end.
      let index = whole.count - 104
      if (index..<index + 8).contains(place) { continue }
      #expect(throws: SegmentError.self, "byte \(place)") {
        for segment in try archive.segments(of: "s") { _ = try archive.open(segment) }
      }
    }
    for length in stride(from: 0, to: whole.count, by: 7) {
      try TemporaryFolder.write(Array(whole[..<length]), to: path)
      #expect(throws: SegmentError.self) { try archive.segments(of: "s") }
    }
    var bytes = whole
    bytes[10] ^= 1
    try TemporaryFolder.write(bytes, to: path)
    _ = try archive.put(SampleSegment.closed(2))
    #expect(throws: SegmentError.self) { try archive.compact("s", day) }
    #expect(try TemporaryFolder.bytes(of: path) == bytes)
  }

  @Test(
    "capinfos reads a compacted day",
    // Wireshark's program is not installed everywhere.
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/capinfos"))
  )
  func wireshark() throws {
    let folder = try TemporaryFolder()
    let archive = try archive(folder)
    for number in 1...3 {
      _ = try archive.put(SampleSegment.closed(UInt64(number), [Record(morning + Int64(number))]))
    }
    _ = try archive.compact("s", day)
    let text = try Program.output("/usr/bin/capinfos", ["-M", "-c", archive.dayFile(of: "s", day)])
    #expect(text.contains("Number of packets:   3"))
  }
}
