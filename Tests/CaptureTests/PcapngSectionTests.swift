import Capture
import Testing
import Wire

@Suite("A pcapng section in memory")
struct PcapngSectionTests {
  @Test("It has the bytes of the file that a writer makes of the same frames")
  func sameAsWriter() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.pcapng"
    let options = SectionOptions(application: "hirundo", comment: "a comment")
    let interfaces = [
      CaptureInterface(linkType: .ethernet, name: "eth0"), CaptureInterface(linkType: .raw),
    ]
    let statistics = InterfaceStatistics(interface: 1, startTime: 1, endTime: 2, received: 3)
    var writer = try PcapngWriter(path: path, section: options)
    for interface in interfaces { _ = try writer.addInterface(interface) }
    for (index, frame) in RoundTripTests.frames.enumerated() {
      try writer.write(
        unsafe frame.bytes.span.bytes,
        timestamp: frame.timestamp,
        originalLength: frame.originalLength,
        interface: UInt32(index % 2)
      )
    }
    try writer.writeStatistics(statistics)
    try writer.close()
    let expected = try TemporaryFolder.bytes(of: path)

    var section = PcapngSection(options)
    for interface in interfaces { _ = section.addInterface(interface) }
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    while try reader.read(into: &batch) {
      // In two parts, the second of which begins in the middle of the batch.
      let (half, count) = (batch.count / 2, batch.count)
      reader.withBytes { bytes in
        section.append(batch, 0..<half, of: bytes, interfaces: [0, 1])
        section.append(batch, half..<count, of: bytes, interfaces: [0, 1])
      }
    }
    section.append(statistics)
    #expect(section.byteCount == expected.count && section.interfaceCount == 2)
    #expect(section.finish() == expected)
  }

  @Test("The lengths of blocks are known before they are written")
  func lengths() {
    // Type, two lengths and the five numbers of an enhanced packet are 32 bytes; a frame is padded.
    #expect([0, 1, 4, 5].map { PcapngSection.blockLength(ofFrame: $0) } == [32, 36, 36, 40])
    let interface = CaptureInterface(linkType: .raw, name: "eth0")
    var section = PcapngSection()
    let before = section.byteCount
    _ = section.addInterface(interface)
    #expect(section.byteCount - before == PcapngSection.blockLength(of: interface))
  }

  @Test("A capture in memory is read like a file, and a cut one gives its whole frames")
  func readsMemory() throws {
    var capture = CaptureBytes()
    capture.block(0x0A0D_0D0A) { body in
      body.append(UInt32(0x1A2B_3C4D))
      body.append(UInt16(1), 0)
      body.append(UInt64.max)
      body.option(1, Array("a comment".utf8))
      body.option(4, Array("hirundo".utf8))
    }
    capture.interface(101)
    capture.enhanced(0, 5, [1, 2, 3])
    let whole = capture.bytes
    for length in [whole.count, whole.count - 1] {
      var reader = try CaptureReader(bytes: Array(whole[..<length]), path: "memory")
      var batch = FrameBatch()
      var count = 0
      while try reader.read(into: &batch) { count += batch.count }
      #expect(count == (length == whole.count ? 1 : 0))
      #expect(reader.warnings.map(\.subject) == (length == whole.count ? [] : [.cut]))
      #expect(reader.section == SectionOptions(application: "hirundo", comment: "a comment"))
      #expect(reader.sectionCount == 1)
    }
  }
}
