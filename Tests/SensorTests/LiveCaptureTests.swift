import Capture
import Glibc
import Testing
import Wire

@Suite(
  "Live capture",
  .enabled(if: NetworkNamespace.isAllowed, "it needs root and the program ip"),
  .serialized
)
struct LiveCaptureTests {
  /// What a test has read.
  struct Taken: Sendable {
    var bytes: [[UInt8]] = []
    var lengths: [UInt32] = []
    var times: [Int64] = []
    var lost: UInt64 = 0
  }

  static let near = NetworkNamespace.near
  static let far = NetworkNamespace.far

  /// Reads until so many frames were taken or lost, or none came for a second.
  static func take(_ count: Int, of capture: inout LiveCapture) throws -> Taken {
    var taken = Taken()
    var batch = FrameBatch()
    while taken.bytes.count + Int(taken.lost) < count {
      var descriptor = pollfd(fd: capture.descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&descriptor, 1, 1000) > 0 else { break }
      while try capture.read(into: &batch) {
        for place in 0..<batch.count {
          let frame = batch[place]
          let bytes = capture.withBytes { window in
            (frame.offset..<frame.offset + Int(frame.capturedLength)).map { window.byte(at: $0) }
          }
          taken.bytes.append(bytes)
          taken.lengths.append(frame.originalLength)
          taken.times.append(frame.timestamp)
        }
      }
      taken.lost += try capture.countLosses()
    }
    return taken
  }

  @Test("Each frame that comes is read once, as it came, with a time in nanoseconds")
  func all() throws {
    let sent = (0..<1000).map { PacketSender.frame($0, length: 60 + $0 % 100) }
    let taken = try NetworkNamespace.run {
      var capture = try LiveCapture(interface: Self.near, snapLength: 2048)
      try PacketSender(on: Self.far).send(sent)
      return try Self.take(1000, of: &capture)
    }
    #expect(taken.bytes == sent)
    #expect(taken.lost == 0)
    #expect(taken.times == taken.times.sorted())
    #expect(taken.times.contains { $0 % 1000 != 0 })
  }

  @Test("What the machine sends itself is not taken, with and without a filter")
  func outgoing() throws {
    for filter in ["", "not arp"] {
      let taken = try NetworkNamespace.run {
        var capture = try LiveCapture(interface: Self.near, snapLength: 2048, filter: filter)
        try PacketSender(on: Self.near).send((0..<10).map { PacketSender.frame($0) })
        try PacketSender(on: Self.far).send([PacketSender.frame(99)])
        return try Self.take(2, of: &capture)
      }
      #expect(taken.bytes == [PacketSender.frame(99)], "filter '\(filter)'")
    }
  }

  @Test("A frame is cut at the snapshot length and keeps its length on the wire")
  func cut() throws {
    let taken = try NetworkNamespace.run {
      var capture = try LiveCapture(interface: Self.near, snapLength: 100, filter: "udp")
      try PacketSender(on: Self.far).send([PacketSender.frame(1, length: 900)])
      return try Self.take(1, of: &capture)
    }
    #expect(taken.bytes == [Array(PacketSender.frame(1, length: 900).prefix(100))])
    #expect(taken.lengths == [900])
  }

  @Test("A filter leaves out what it names, and one that is wrong is refused with its text")
  func filter() throws {
    let taken = try NetworkNamespace.run {
      var capture = try LiveCapture(
        interface: Self.near,
        snapLength: 2048,
        filter: "not src net 198.51.100.8/32"
      )
      let sender = try PacketSender(on: Self.far)
      try sender.send([
        PacketSender.frame(1, from: 8), PacketSender.frame(2, from: 7),
        PacketSender.frame(3, from: 8),
      ])
      return try Self.take(2, of: &capture)
    }
    #expect(taken.bytes == [PacketSender.frame(2)])
    let error = #expect(throws: CaptureError.self) { try LiveCapture.check(filter: "src nett 1") }
    #expect(error?.description.contains("'src nett 1'") == true)
  }

  @Test("What does not fit into the kernel's room is counted as lost")
  func losses() throws {
    let taken = try NetworkNamespace.run {
      var capture = try LiveCapture(
        interface: Self.near,
        snapLength: 2048,
        filter: "not arp",
        bufferSize: 512 << 10
      )
      try PacketSender(on: Self.far).send((0..<20_000).map { PacketSender.frame($0) })
      return try Self.take(20_000, of: &capture)
    }
    #expect(taken.lost > 0)
    #expect(taken.bytes.count + Int(taken.lost) == 20_000)
  }

  @Test("An interface that is absent or down is told from one that cannot be used")
  func absent() throws {
    let errors = try NetworkNamespace.run {
      var errors: [CaptureError] = []
      try NetworkNamespace.ip("link", "set", Self.near, "down")
      for name in ["none9", Self.near] {
        do throws(CaptureError) {
          _ = try LiveCapture(interface: name, snapLength: 2048)
        } catch {
          errors.append(error)
        }
      }
      return errors
    }
    #expect(errors.map(\.path) == ["none9", Self.near])
    #expect(errors.allSatisfy { $0.isOfAbsentInterface })
  }

  @Test("An interface that goes down, or is replaced by another of its name, is not up")
  func away() throws {
    let states = try NetworkNamespace.run {
      let capture = try LiveCapture(interface: Self.near, snapLength: 2048)
      var states = [capture.isUp]
      try NetworkNamespace.ip("link", "set", Self.far, "down")
      try NetworkNamespace.wait(until: false)
      states.append(capture.isUp)
      try NetworkNamespace.ip("link", "set", Self.far, "up")
      try NetworkNamespace.wait(until: true)
      states.append(capture.isUp)
      try NetworkNamespace.ip("link", "del", Self.near)
      states.append(capture.isUp)
      try NetworkNamespace.ip("link", "add", Self.near, "type", "veth", "peer", "name", Self.far)
      try NetworkNamespace.ip("link", "set", Self.near, "up")
      try NetworkNamespace.ip("link", "set", Self.far, "up")
      try NetworkNamespace.wait(until: true)
      states.append(capture.isUp)
      return states
    }
    #expect(states == [true, false, true, false, false])
  }
}
