import Testing
import Wire

@Suite("TCP options (RFC 9293 §3.2)")
struct TCPOptionsTests {
  private static func read(_ bytes: [UInt8]) -> TCPOptions {
    unsafe TCPOptions(decoding: bytes.span.bytes, in: 0..<bytes.count)
  }

  /// Each kind is four bits and stands for itself plus one.
  @Test(
    "Option kinds are packed in their order",
    arguments: [
      ([], 0, ""),
      // Nmap: maximum segment size 1460.
      ([2, 4, 5, 180], 0x3, "2"),
      // Windows: MSS, no-operation, window scale 8, no-operation twice, SACK permitted.
      ([2, 4, 5, 180, 1, 3, 3, 8, 1, 1, 4, 2], 0x324225, "2-1-3-1-1-4"),
      // Linux: MSS, SACK permitted, timestamps, no-operation, window scale.
      (
        [2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 7], 0x35924, "2-4-8-1-3"
      ),
      // The list ends at kind 0, whatever follows.
      ([1, 0, 2, 4], 0x21, "1-0"),
      ([0, 0, 0, 0], 0x1, "0"),
      // Eight kinds fit, the ninth does not.
      ([1, 1, 1, 1, 1, 1, 1, 1], 0x2222_2222, "1-1-1-1-1-1-1-1"),
      ([1, 1, 1, 1, 1, 1, 1, 1, 1], .max, "?"),
      // Kind 14 is the last that fits; 34 is TCP fast open (RFC 7413).
      ([14, 2], 0xF, "14"), ([15, 2], .max, "?"), ([34, 2, 1, 1], .max, "?"),
    ] as [([UInt8], UInt32, String)]
  )
  func packedKinds(_ bytes: [UInt8], _ packed: UInt32, _ text: String) {
    let options = Self.read(bytes)
    #expect(options.faultOffset == nil)
    #expect(options.packedKinds == packed)
    #expect(options.kinds == text)
    #expect(TCPOptions.kinds(packed: packed) == text)
  }

  @Test("Maximum segment size and window scale are read where their length is right")
  func values() {
    let sound = Self.read([2, 4, 5, 180, 3, 3, 14, 0])
    #expect(sound.maximumSegmentSize == 1460 && sound.windowScale == 14)
    let wrong = Self.read([2, 5, 5, 180, 0, 3, 4, 14, 0, 0])
    #expect(wrong.maximumSegmentSize == nil && wrong.windowScale == nil)
    #expect(wrong.kinds == "2-3-0" && wrong.faultOffset == nil)
  }

  @Test("The values behind an unrepresentable kind are still read")
  func behindUnrepresentable() {
    let options = Self.read([34, 2, 2, 4, 5, 160])
    #expect(options.kinds == "?" && options.maximumSegmentSize == 1440)
  }

  @Test("A fault keeps what stands before it")
  func faults() {
    let options = Self.read([2, 4, 5, 180, 3, 1, 8, 0])
    #expect(options.faultOffset == 4)
    #expect(options.maximumSegmentSize == 1460 && options.windowScale == nil)
  }

  @Test("Only the given range of a frame is read")
  func range() {
    let bytes: [UInt8] = [9, 9, 1, 2, 4, 5, 180, 9]
    let options = unsafe TCPOptions(decoding: bytes.span.bytes, in: 2..<7)
    #expect(options.kinds == "1-2" && options.maximumSegmentSize == 1460)
  }
}
