import Capture
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Store
import Testing
import Wire

@testable import Collector

@Suite("Rows of segments")
struct RowMakerTests {
  /// The real captures beside the package, each with what its decoder has to say about it.
  private static let captures: [String] = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["HIRUNDO_REFERENCE_DATA"]
      ?? package.deletingLastPathComponent().appending(path: "shared/data").path
    let walk = FileManager.default.enumerator(atPath: "\(folder)/open")
    return (walk?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") || $0.hasSuffix(".cap") }
      .sorted().map { "\(folder)/open/\($0)" }
  }()

  @Test(
    "Of every real capture each frame is a row, is dropped for a reason, or has no time",
    .enabled(if: !captures.isEmpty, "there are no real captures beside the package")
  )
  func realCaptures() throws {
    let rules = try RuleSet.standard()
    let enrichment = try EnrichmentLoader().load()
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    var total = 0
    for path in Self.captures {
      let digest = try ContentDigest(ofFileAt: path)
      var sensors = CaptureSensors(.sensor("s"), capture: digest, software: "test")
      guard var reader = try? CaptureReader(path: path) else { continue }
      var frames = FrameBatch()
      var read = 0
      var timeless = 0
      rows.begin()
      while (try? reader.read(into: &frames)) == true {
        try sensors.learn(reader.interfaces)
        try reader.withBytes {
          try sensors.append(frames, of: $0, interfaces: reader.interfaces)
        }
        let window = frames.frames.span
        for index in 0..<frames.count
        where !SegmentBuilder.times.contains(window[index].timestamp) { timeless += 1 }
        read += frames.count
      }
      try sensors.finish(reader.statistics)
      var counted = 0
      for segment in sensors.takeClosed() {
        block.removeAll(day: segment.day)
        let counts = try rows.append(segment, to: &block)
        #expect(block.count == counts.packets, "\(path)")
        var encoded: [UInt8] = []
        block.encode(into: &encoded)
        counted += counts.packets + counts.drops.values.reduce(0, +)
      }
      #expect(counted + timeless == read, "\(path)")
      total += counted
    }
    #expect(total > 10_000)
  }
}
