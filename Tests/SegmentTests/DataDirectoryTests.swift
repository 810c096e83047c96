import Foundation
import Testing

@testable import Segment

@Suite("The data directory")
struct DataDirectoryTests {
  @Test("Its folders are made for one user only")
  func modes() throws {
    let folder = try TemporaryFolder()
    let directory = try DataDirectory(path: "\(folder.path)/a/data/")
    #expect(directory.path == "\(folder.path)/a/data")
    for path in [
      directory.path, directory.archivePath, directory.quarantinePath, directory.storePath,
    ] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
      #expect(attributes[.type] as? FileAttributeType == .typeDirectory)
    }
  }

  @Test("The second to own it is told who the first is")
  func owner() throws {
    let folder = try TemporaryFolder()
    let directory = try DataDirectory(path: folder.path)
    // 2024-07-15T09:30:00Z.
    let lock = try directory.own(command: "hirundo serve", since: SampleSegment.morning)
    let error = #expect(throws: SegmentError.self) {
      _ = try directory.own(command: "hirundo ingest", since: 0)
    }
    #expect(
      error?.description
        == "\(folder.path): another process owns it (\(ProcessInfo.processInfo.processIdentifier) "
        + "hirundo serve since 2024-07-15T09:30:00Z); wait until that ends, or stop it, or choose "
        + "another folder with --data."
    )
    _ = consume lock
    _ = try directory.own(command: "hirundo ingest", since: 0)
  }

  @Test("The owner removes what a crash left half written, and nothing else")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    let directory = try DataDirectory(path: folder.path)
    _ = try directory.archive.put(SampleSegment.closed())
    let kept = TemporaryFolder.files(in: folder.path)
    for name in ["archive/.incoming/.new-abcdef", "quarantine/.new-abcdef"] {
      try TemporaryFolder.write([1], to: "\(folder.path)/\(name)")
    }
    _ = try directory.own(command: "test", since: 0)
    #expect(TemporaryFolder.files(in: folder.path) == kept + ["lock"])
  }

  @Test(
    "A full disk is one sentence, leaves no half file, and loses nothing that was stored",
    // Mounting a small file system takes root's rights.
    .enabled(if: FullDisk.canMount)
  )
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    let disk = try FullDisk(at: folder.path)
    let directory = try DataDirectory(path: folder.path)
    var random = SystemRandomNumberGenerator()
    var stored = 0
    var failure: SegmentError?
    while failure == nil, stored < 64 {
      let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &random) }
      let record = SampleSegment.Record(SampleSegment.morning, noise)
      do throws(SegmentError) {
        let segment = try closed(UInt64(stored + 1), record)
        _ = try directory.archive.put(segment)
        stored += 1
      } catch {
        failure = error
      }
    }
    // A disk of 1 MiB holds at most ten segments of 100,000 bytes that cannot be compressed.
    #expect((1...10).contains(stored))
    #expect(
      failure?.description.hasSuffix(
        ": it cannot be written (No space left on device); make room on the disk; "
          + "what was acknowledged before is safe."
      ) == true
    )
    #expect(TemporaryFolder.files(in: folder.path).count == stored)
    let segments = try directory.archive.segments(of: "s")
    #expect(segments.count == stored)
    for segment in segments { _ = try directory.archive.open(segment) }
    _ = consume disk
  }

  private func closed(
    _ sequence: UInt64,
    _ record: SampleSegment.Record
  ) throws(SegmentError) -> ClosedSegment {
    do {
      return try SampleSegment.closed(sequence, [record])
    } catch {
      throw SegmentError(path: "a segment", rule: "\(error)", remedy: "mend the test")
    }
  }
}
