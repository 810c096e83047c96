import Capture
import Foundation
import Schema
import Segment
import Testing
import Wire

@Suite("The journal of an open segment")
struct SegmentJournalTests {
  typealias Record = SampleSegment.Record
  let morning = SampleSegment.morning

  /// A journal of three writes of ten frames each; gives its path and the length after each write.
  func journal(in folder: String) throws -> (path: String, lengths: [Int]) {
    var builder = try SampleSegment.builder(7)
    builder.describe(CaptureInterface(linkType: .raw, name: "eth0"))
    var journal = try SegmentJournal(in: folder, of: builder.identity, start: morning)
    var lengths: [Int] = []
    for part in 0..<3 {
      let records = (0..<10).map { Record(morning + Int64(part * 10 + $0)) }
      _ = try SampleSegment.fill(&builder, SampleSegment.reader(records))
      try journal.write(builder)
      lengths.append(try TemporaryFolder.bytes(of: journal.path).count)
    }
    return (journal.path, lengths)
  }

  @Test("A journal that was cut anywhere gives the frames of its whole writes")
  func cut() throws {
    let folder = try TemporaryFolder()
    let (path, lengths) = try journal(in: folder.path)
    #expect(path == "\(folder.path)/20240715T093000Z-00000000000000000007.pcapng.zst.open")
    let bytes = try TemporaryFolder.bytes(of: path)
    for length in 0...bytes.count {
      try TemporaryFolder.write(Array(bytes[..<length]), to: path)
      let whole = lengths.filter { $0 <= length }.count
      guard whole > 0 else {
        #expect(throws: SegmentError.self) { try SegmentJournal.recover(path) }
        continue
      }
      let recovery = try SegmentJournal.recover(path)
      #expect(recovery.segment.frameCount == whole * 10)
      #expect(recovery.bytesCut == Int64(length - lengths[whole - 1]))
      #expect(recovery.segment.coverage.start == morning)
      #expect(recovery.segment.received == nil)
    }
  }

  @Test("What is recovered is the segment that would have been closed")
  func same() throws {
    let folder = try TemporaryFolder()
    let (path, _) = try journal(in: folder.path)
    let records = (0..<30).map { Record(morning + Int64($0)) }
    var builder = try SampleSegment.builder(7)
    _ = try SampleSegment.fill(&builder, SampleSegment.reader(records))
    #expect(try SegmentJournal.recover(path).segment.digest == builder.close().digest)
  }

  @Test("A journal without frames gives an empty segment")
  func empty() throws {
    let folder = try TemporaryFolder()
    let builder = try SampleSegment.builder(7)
    var journal = try SegmentJournal(in: folder.path, of: builder.identity, start: morning)
    try journal.write(builder)
    let recovery = try SegmentJournal.recover(journal.path)
    #expect(recovery.segment.frameCount == 0 && recovery.bytesCut == 0)
    #expect(recovery.segment.coverage.start == morning)
    try journal.remove()
    #expect(TemporaryFolder.files(in: folder.path).isEmpty)
  }

  @Test("A file under another segment's name is refused")
  func otherName() throws {
    let folder = try TemporaryFolder()
    let (path, _) = try journal(in: folder.path)
    let other = path.replacingOccurrences(of: "0007", with: "0008")
    try TemporaryFolder.write(TemporaryFolder.bytes(of: path), to: other)
    #expect(throws: SegmentError.self) { try SegmentJournal.recover(other) }
    #expect(throws: SegmentError.self) { try SegmentJournal.recover("\(folder.path)/none") }
  }
}
