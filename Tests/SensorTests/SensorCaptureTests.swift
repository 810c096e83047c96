import Capture
import Foundation
import Schema
import Segment
import Shipping
import Synchronization
import Testing
import Wire

@testable import Sensor

@Suite(
  "A sensor's capture on real interfaces",
  .enabled(if: NetworkNamespace.isAllowed, "it needs root and the program ip"),
  .serialized
)
struct SensorCaptureTests {
  static let near = NetworkNamespace.near
  static let far = NetworkNamespace.far

  struct Overdue: Error {
    var what: String
  }

  @Sendable static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// A capture on a thread of its own, which is in the namespace of the one who begins it.
  final class Running: Sendable {
    let spool: Spool
    let counters = SensorCounters()
    let said = Mutex([String]())
    private let stop: StopSignal
    private let done = DispatchSemaphore(value: 0)

    init(_ folder: String, _ settings: SensorCaptureSettings) throws {
      spool = try Spool(
        folder: folder,
        limits: SpoolLimits(reserve: 0),
        now: SensorCaptureTests.now
      )
      stop = try StopSignal()
      let capture = SensorCapture(
        settings: settings,
        sensor: "s",
        spool: spool,
        software: "hirundo-sensor 0.5.0",
        counters: counters,
        now: SensorCaptureTests.now,
        report: { [self] sentence in said.withLock { $0.append(sentence) } }
      )
      Thread { [self] in
        do {
          try capture.capture(until: stop)
        } catch {
          said.withLock { $0.append("failed: \(error)") }
        }
        done.signal()
      }.start()
    }

    /// Waits until something is so.
    func wait(for what: String, _ isSo: () throws -> Bool) throws {
      let end = SensorCaptureTests.now() + 20_000_000_000
      while try !isSo() {
        guard SensorCaptureTests.now() < end else {
          throw Overdue(what: "\(what), \(counters.current), \(said.withLock { $0 })")
        }
        usleep(2000)
      }
    }

    func waitUntilUp() throws {
      try wait(for: "interfaces") {
        let interfaces = counters.current.interfaces
        return !interfaces.isEmpty && interfaces.allSatisfy(\.isUp)
      }
    }

    func wait(forPackets count: UInt64) throws {
      try wait(for: "\(count) packets") {
        counters.current.interfaces.reduce(0) { $0 + $1.received } >= count
      }
    }

    /// Ends the capture; gives its segments.
    func end() throws -> [ClosedSegment] {
      stop.set()
      done.wait()
      return try segments()
    }

    func segments() throws -> [ClosedSegment] {
      try spool.unshipped(10_000).map {
        try ClosedSegment(verifying: spool.bytes(of: $0), path: "s")
      }
    }
  }

  static func frames(of segments: [ClosedSegment]) throws -> [[UInt8]] {
    var frames: [[UInt8]] = []
    for segment in segments {
      var reader = try segment.frames()
      var batch = FrameBatch()
      while try reader.read(into: &batch) {
        for place in 0..<batch.count {
          let frame = batch[place]
          frames.append(
            reader.withBytes { window in
              (frame.offset..<frame.offset + Int(frame.capturedLength)).map { window.byte(at: $0) }
            }
          )
        }
      }
    }
    return frames
  }

  @Test("As many frames as were sent are in the segments, in order, and none of its own")
  func all() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let count = 100_000
    let segments = try NetworkNamespace.run {
      let running = try Running(path, SensorCaptureSettings(interfaces: [Self.near]))
      try running.waitUntilUp()
      let sender = try PacketSender(on: Self.far)
      let own = try PacketSender(on: Self.near)
      for part in 0..<20 {
        try sender.send((0..<count / 20).map { PacketSender.frame(part * count / 20 + $0) })
        try own.send([PacketSender.frame(0, from: 99)])
      }
      try running.wait(forPackets: UInt64(count))
      return try running.end()
    }
    let frames = try Self.frames(of: segments)
    #expect(segments.allSatisfy { $0.dropped == 0 })
    #expect(frames.count == count)
    let isInOrder = frames.enumerated().allSatisfy { $0.element == PacketSender.frame($0.offset) }
    #expect(isInOrder)
    #expect(segments.reduce(0) { $0 + ($1.received ?? 0) } == UInt64(count))
    #expect(segments.count > 1)
  }

  @Test("An interface that goes down is waited for, and the time between is not covered")
  func downAndUp() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let (segments, said) = try NetworkNamespace.run {
      let running = try Running(path, SensorCaptureSettings(interfaces: [Self.near]))
      try running.waitUntilUp()
      try PacketSender(on: Self.far).send((0..<100).map { PacketSender.frame($0) })
      try running.wait(forPackets: 100)
      try NetworkNamespace.ip("link", "del", Self.near)
      try running.wait(for: "the interface to be away") {
        !running.counters.current.interfaces[0].isUp
      }
      try NetworkNamespace.ip("link", "add", Self.near, "type", "veth", "peer", "name", Self.far)
      try NetworkNamespace.ip("link", "set", Self.far, "up")
      try NetworkNamespace.ip("link", "set", Self.near, "up")
      try running.waitUntilUp()
      try PacketSender(on: Self.far).send((100..<150).map { PacketSender.frame($0) })
      try running.wait(forPackets: 150)
      return (try running.end(), running.said.withLock { $0 })
    }
    #expect(try Self.frames(of: segments) == (0..<150).map { PacketSender.frame($0) })
    #expect(segments.map(\.frameCount) == [100, 50])
    #expect(segments[0].coverage.end < segments[1].coverage.start)
    #expect(said.count == 3)
    #expect(said.first == "\(Self.near): packets are captured")
    #expect(said.dropFirst().first?.hasPrefix("\(Self.near): the interface") == true)
    #expect(said.last == "\(Self.near): packets are captured again")
  }

  @Test("Several interfaces are one stream; one that is absent keeps no other from it")
  func several() throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let segments = try NetworkNamespace.run {
      let settings = SensorCaptureSettings(interfaces: [Self.near, "none9", Self.far])
      let running = try Running(path, settings)
      try running.wait(for: "two interfaces") {
        running.counters.current.interfaces.filter(\.isUp).count == 2
      }
      try PacketSender(on: Self.far).send((0..<20).map { PacketSender.frame($0) })
      try PacketSender(on: Self.near).send((20..<30).map { PacketSender.frame($0) })
      try running.wait(forPackets: 30)
      let counts = running.counters.current.interfaces.map(\.received)
      return (counts, try running.end())
    }
    #expect(segments.0 == [20, 0, 10])
    #expect(try Set(Self.frames(of: segments.1)) == Set((0..<30).map { PacketSender.frame($0) }))
    #expect(segments.1.last?.frameCount == 30)
  }

  @Test("What a kill leaves of the open segment is recovered at the next start, and nothing twice")
  func kill() throws {
    let folder = try TemporaryFolder()
    let copy = "\(folder.path)/copy"
    let spool = "\(folder.path)/spool"
    let recovered = try NetworkNamespace.run {
      let settings = SensorCaptureSettings(interfaces: [Self.near], journalInterval: 1_000_000)
      let running = try Running(spool, settings)
      try running.waitUntilUp()
      try PacketSender(on: Self.far).send((0..<500).map { PacketSender.frame($0) })
      try running.wait(for: "the journal") {
        let names = TemporaryFolder.files(in: running.spool.journalFolder)
        guard let name = names.first else { return false }
        let journal = try? SegmentJournal.recover("\(running.spool.journalFolder)/\(name)")
        return journal?.segment.frameCount == 500
      }
      // What is on the disk now is what a kill -9 would leave.
      try FileManager.default.copyItem(atPath: spool, toPath: copy)
      _ = try running.end()

      let again = try Running(copy, settings)
      try again.waitUntilUp()
      try PacketSender(on: Self.far).send((500..<510).map { PacketSender.frame($0) })
      try again.wait(forPackets: 10)
      return (try again.end(), again.said.withLock { $0 })
    }
    #expect(try Self.frames(of: recovered.0) == (0..<510).map { PacketSender.frame($0) })
    #expect(recovered.0.map(\.identity.sequence) == [1, 2])
    #expect(recovered.0.map(\.received) == [nil, 10])
    #expect(recovered.1.first?.contains("500 frames of it are kept") == true)
  }

  @Test("A capture without any interface waits, and ends when it is cancelled")
  func cancelled() async throws {
    let folder = try TemporaryFolder()
    let counters = SensorCounters()
    let spool = try Spool(folder: folder.path, now: Self.now)
    let capture = SensorCapture(
      settings: SensorCaptureSettings(interfaces: ["none9"]),
      sensor: "s",
      spool: spool,
      software: "hirundo-sensor 0.5.0",
      counters: counters,
      now: Self.now,
      report: { _ in }
    )
    let task = Task { try await capture.run() }
    task.cancel()
    try await task.value
    #expect(spool.state.unshippedSegments == 0)
  }
}
