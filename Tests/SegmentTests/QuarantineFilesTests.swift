import Foundation
import Segment
import Testing

@Suite("What lies in the quarantine")
struct QuarantineFilesTests {
  @Test("Files are listed with size and reason, and none where nothing was refused")
  func files() throws {
    let folder = NSTemporaryDirectory() + "quarantine-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let quarantine = Quarantine(path: folder)
    #expect(try quarantine.files(newest: 10).count == 0)
    let path = try quarantine.keep([1, 2, 3], name: "a.pcapng", reason: "cut\nand more")
    _ = try quarantine.keep([4], name: "b.pcapng", reason: "foreign")
    let (files, count) = try quarantine.files(newest: 10)
    #expect(count == 2)
    let first = try #require(files.first { path.hasSuffix($0.name) })
    #expect(first.bytes == 3 && first.reason == "cut" && first.written > 0)
    #expect(try quarantine.files(newest: 1).files.count == 1)
  }
}
