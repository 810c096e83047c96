import Capture
import Testing
import Wire

@Suite("pcapng format (draft-ietf-opsawg-pcapng)")
struct PcapngFormatTests {
  @Test("Every block that holds a frame is read in both byte orders", arguments: [false, true])
  func readsFrames(isBigEndian: Bool) throws {
    var capture = CaptureBytes(bigEndian: isBigEndian)
    capture.sectionHeader()
    capture.interface(101, snapLength: 2) { options in
      options.option(2, Array("eth0".utf8))
      options.option(3, Array("outside\0".utf8))
      options.option(9, [9])
    }
    capture.enhanced(0, 1_700_000_000_123_456_789, [1, 2, 3])
    capture.block(3) { body in
      body.append(UInt32(60))
      body.bytes += [4, 5, 6, 7]
    }
    capture.block(2) { body in
      body.append(UInt16(0), 3)
      body.append(UInt32(0), 42, 1, 1500)
      body.bytes.append(8)
    }
    let reading = try read(capture.bytes)
    #expect(
      reading.records == [
        .init(
          timestamp: 1_700_000_000_123_456_789,
          bytes: [1, 2, 3],
          originalLength: 3,
          interface: 0
        ),
        // The snapshot length of 2 bounds a simple packet.
        .init(timestamp: Frame.noTimestamp, bytes: [4, 5], originalLength: 60, interface: 0),
        .init(timestamp: 42, bytes: [8], originalLength: 1500, interface: 0),
      ]
    )
    #expect(
      reading.interfaces == [
        CaptureInterface(linkType: .raw, snapLength: 2, name: "eth0", description: "outside")
      ]
    )
    #expect(reading.error == nil && reading.warnings.isEmpty)
  }

  @Test("A section has its own byte order and its own interfaces")
  func readsSections() throws {
    var first = CaptureBytes()
    first.sectionHeader()
    first.interface(1)
    first.interface(113)
    first.enhanced(1, 5, [1])
    var second = CaptureBytes(bigEndian: true)
    second.sectionHeader()
    second.interface(101)
    second.enhanced(0, 6, [2])
    let reading = try read(first.bytes + second.bytes)
    #expect(reading.interfaces.map(\.linkType) == [.ethernet, .linuxSLL, .raw])
    #expect(reading.interfaces.map(\.section) == [0, 0, 1])
    #expect(reading.records.map(\.interface) == [1, 2])
    #expect(reading.records.map(\.timestamp) == [5000, 6000])
  }

  @Test("Resolutions of ten and of two, and offsets, give nanoseconds")
  func readsClocks() throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    capture.interface { $0.option(9, [3]) }
    capture.interface { $0.option(9, [12]) }
    capture.interface { $0.option(9, [0x80 | 10]) }
    capture.interface { options in
      options.option(9, [0])
      options.option(14, [0, 0xE4, 0x0B, 0x54, 0x02, 0, 0, 0])
    }
    capture.enhanced(0, 7, [])
    capture.enhanced(1, 12_999, [])
    capture.enhanced(2, 1536, [])
    capture.enhanced(3, 1, [])
    // 7 ms; 12,999 ps round down to 12 ns; 1536/1024 s; 1 s after 0x02540BE400 = 10,000,000,000 s,
    // which Int64 nanoseconds do not reach.
    let reading = try read(capture.bytes)
    #expect(reading.records.map(\.timestamp) == [7_000_000, 12, 1_500_000_000, Int64.max])
    #expect(reading.warnings.map(\.subject) == [.timestamp])
  }

  @Test("A negative offset gives a time before 1970")
  func readsNegativeOffsets() throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    capture.interface { $0.option(14, Array(repeating: 0xFF, count: 8)) }
    capture.enhanced(0, 250_000, [])
    #expect(try read(capture.bytes).records.map(\.timestamp) == [-750_000_000])
  }

  @Test("Statistics are read with the clock of their interface, and drops are added up")
  func readsStatistics() throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    capture.interface()
    capture.block(5) { body in
      body.append(UInt32(0), 0, 0)
      body.option(2, [0, 0, 0, 0, 3, 0, 0, 0])
      body.option(3, [1, 0, 0, 0, 0, 0, 0, 0])
      body.option(4, [9, 0, 0, 0, 0, 0, 0, 0])
      body.option(5, [2, 0, 0, 0, 0, 0, 0, 0])
      body.option(7, [3, 0, 0, 0, 0, 0, 0, 0])
      body.append(UInt32(0))
    }
    capture.block(5) { $0.append(UInt32(0), 0, 0) }
    let reading = try read(capture.bytes)
    #expect(
      reading.statistics == [
        InterfaceStatistics(
          interface: 0,
          startTime: 3000,
          endTime: 4_294_967_296_000,
          received: 9,
          dropped: 5
        ),
        InterfaceStatistics(interface: 0),
      ]
    )
  }

  @Test(
    "Blocks of other types are passed over",
    arguments: [4, 10, 0xBAD, 0x8000_0001] as [UInt32]
  )
  func passesOver(type: UInt32) throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    capture.interface()
    capture.block(type) { $0.bytes = Array(repeating: 0xEE, count: 40) }
    capture.enhanced(0, 1, [1])
    let reading = try read(capture.bytes)
    #expect(reading.records.count == 1 && reading.error == nil && reading.warnings.isEmpty)
  }

  /// A block that breaks a rule, behind a section, an interface and one frame.
  struct Broken: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Where the fault lies, from the block's beginning.
    var place: Int64
    var make: @Sendable (inout CaptureBytes) -> Void
  }

  static let broken: [Broken] = [
    Broken(testDescription: "length below 12", place: 4) { $0.append(UInt32(6), 8, 8) },
    Broken(testDescription: "length no multiple of four", place: 4) { $0.append(UInt32(6), 33, 0) },
    Broken(testDescription: "length above the bound", place: 4) {
      $0.append(UInt32(6), 16 << 20 + 4, 0)
    },
    Broken(testDescription: "another length at its end", place: 0) {
      $0.append(UInt32(77), 16, 0, 20)
    },
    Broken(testDescription: "interface not described", place: 8) { $0.enhanced(1, 0, [1]) },
    Broken(testDescription: "frame longer than its block", place: 0) {
      $0.enhanced(0, 0, [1], captured: 5)
    },
    Broken(testDescription: "captured length of all ones", place: 0) {
      $0.enhanced(0, 0, [1], captured: .max)
    },
    Broken(testDescription: "too short for an enhanced packet", place: 0) {
      $0.block(6) { $0.append(UInt32(0), 0, 0, 0) }
    },
    Broken(testDescription: "option longer than its block", place: 16) {
      $0.block(1) { $0.append(UInt32(1), 0, 0xFFFF_0002) }
    },
    Broken(testDescription: "section without byte order", place: 8) {
      $0.append(UInt32(0x0A0D_0D0A), 28, 0, 0, 0, 0, 28)
    },
    Broken(testDescription: "section of version 2.0", place: 12) { $0.sectionHeader(major: 2) },
  ]

  @Test("A broken block is an error at its place, after the frames before it", arguments: broken)
  func refuses(broken: Broken) throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    capture.interface()
    capture.enhanced(0, 1, [1])
    let place = Int64(capture.bytes.count)
    broken.make(&capture)
    let reading = try read(capture.bytes)
    #expect(reading.records.map(\.bytes) == [[1]])
    #expect(reading.error?.offset == place + broken.place)
  }

  @Test("Interfaces beyond the bound are refused")
  func boundsInterfaces() throws {
    var capture = CaptureBytes()
    capture.sectionHeader()
    var interface = CaptureBytes()
    interface.interface()
    for _ in 0...65_536 { capture.bytes += interface.bytes }
    let reading = try read(capture.bytes)
    // The section header takes 28 bytes and each interface 20.
    #expect(reading.interfaces.count == 65_536)
    #expect(reading.error?.offset == 1_310_748)
  }

  private func read(_ bytes: [UInt8]) throws -> Reading {
    let folder = try TemporaryFolder()
    return Reading(try folder.file("capture", bytes))
  }
}
