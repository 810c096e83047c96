import Capture
import Testing
import Wire

@Suite("pcap format (draft-ietf-opsawg-pcap)")
struct PcapFormatTests {
  @Test("Microseconds and nanoseconds are read in both byte orders", arguments: [false, true])
  func readsBothOrders(isBigEndian: Bool) throws {
    let folder = try TemporaryFolder()
    for (magic, scale) in [(UInt32(0xA1B2_C3D4), Int64(1000)), (0xA1B2_3C4D, 1)] {
      var capture = CaptureBytes(bigEndian: isBigEndian)
      capture.pcapHeader(magic: magic, link: 101)
      capture.record(1_700_000_000, 123_456, [0x45, 1, 2])
      capture.record(1_700_000_001, 7, [], original: 40)
      let reading = Reading(try folder.file("a", capture.bytes))
      #expect(
        reading.records == [
          .init(
            timestamp: 1_700_000_000_000_000_000 + 123_456 * scale,
            bytes: [0x45, 1, 2],
            originalLength: 3,
            interface: 0
          ),
          .init(
            timestamp: 1_700_000_001_000_000_000 + 7 * scale,
            bytes: [],
            originalLength: 40,
            interface: 0
          ),
        ]
      )
      #expect(reading.interfaces == [CaptureInterface(linkType: .raw, snapLength: 65_535)])
      #expect(reading.error == nil && reading.warnings.isEmpty)
    }
  }

  @Test("The modified format's records have headers of 24 bytes", arguments: [false, true])
  func readsModified(isBigEndian: Bool) throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes(bigEndian: isBigEndian)
    capture.pcapHeader(magic: 0xA1B2_CD34)
    for byte in [UInt8(7), 8] {
      capture.append(UInt32(1), 2, 1, 60)
      capture.append(UInt64(0))
      capture.bytes.append(byte)
    }
    let reading = Reading(try folder.file("a", capture.bytes))
    #expect(reading.records.map(\.bytes) == [[7], [8]])
    #expect(reading.records.map(\.originalLength) == [60, 60])
    #expect(reading.records.first?.timestamp == 1_000_002_000)
  }

  // libpcap's reader of old savefiles: before 2.3 the lengths are swapped, in 2.3 perhaps.
  @Test("Versions before 2.4 have their lengths swapped", arguments: [UInt16(2), 3])
  func swapsLengths(minor: UInt16) throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader(minor: minor)
    capture.record(0, 0, [1, 2], captured: 9, original: 2)
    let reading = Reading(try folder.file("a", capture.bytes))
    #expect(reading.records.map(\.bytes) == [[1, 2]])
    #expect(reading.records.map(\.originalLength) == [9])
  }

  @Test("The link type is the low 16 bits, whatever is said of the checksum")
  func ignoresChecksumBits() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader(link: 0x3400_0001)
    #expect(Reading(try folder.file("a", capture.bytes)).interfaces.map(\.linkType) == [.ethernet])
  }

  @Test("Reserved bits of the link type that are set are refused")
  func refusesReservedBits() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader(link: 0x0030_0000)
    let path = try folder.file("a", capture.bytes)
    #expect(
      Reading(path).error?.description
        == "\(path) at byte 20: the reserved bits of the link type field 0x300000 are not zero; "
        + "the header is damaged: fetch the file again from where it was made."
    )
  }

  @Test("Another major version is refused; a newer minor one is read with a warning")
  func judgesVersions() throws {
    let folder = try TemporaryFolder()
    var old = CaptureBytes()
    old.pcapHeader(major: 1)
    #expect(Reading(try folder.file("old", old.bytes)).error?.offset == 4)
    var new = CaptureBytes()
    new.pcapHeader(minor: 5)
    new.record(1, 1, [1])
    let reading = Reading(try folder.file("new", new.bytes))
    #expect(reading.records.count == 1 && reading.error == nil)
    #expect(reading.warnings.map(\.subject) == [.version])
  }

  @Test("A fraction of a second or more is carried, and warned of once")
  func carriesFractions() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader()
    capture.record(10, 999_999, [])
    capture.record(10, 1_000_000, [])
    capture.record(10, 2_500_000, [])
    let reading = Reading(try folder.file("a", capture.bytes))
    #expect(reading.records.map(\.timestamp) == [10_999_999_000, 11_000_000_000, 12_500_000_000])
    #expect(reading.warnings.map(\.subject) == [.timestamp])
    #expect(reading.warnings.first?.details.offset == 44)
  }

  @Test("A record that claims too much is an error after the frames before it")
  func refusesLongRecords() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader()
    capture.record(1, 0, [1, 2, 3, 4])
    capture.record(2, 0, [], captured: 262_145)
    let reading = Reading(try folder.file("a", capture.bytes))
    #expect(reading.records.map(\.bytes) == [[1, 2, 3, 4]])
    #expect(reading.error?.offset == 44)
  }

  @Test("A record of the greatest length is read, and the window grows for it")
  func readsLongestRecords() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader()
    let long = [UInt8](repeating: 7, count: CaptureReader.longestFrame)
    capture.record(1, 0, [1])
    capture.record(2, 0, long)
    capture.record(3, 0, [2])
    let reading = Reading(try folder.file("a", capture.bytes))
    #expect(reading.records.map(\.bytes) == [[1], long, [2]])
    #expect(reading.error == nil && reading.warnings.isEmpty)
  }
}
