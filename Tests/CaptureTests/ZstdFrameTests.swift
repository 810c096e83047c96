import Capture
import Testing

@Suite("A zstd frame in memory")
struct ZstdFrameTests {
  let plain = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

  @Test("What was compressed comes back, and what follows is left alone", arguments: [-5, 1, 19])
  func roundTrip(level: Int32) throws {
    let frame = try ZstdFrame.encode(unsafe plain.span.bytes, level: level)
    let decoded = try ZstdFrame(decoding: [7] + frame + frame, at: 1, limit: 100_000, path: "a")
    #expect(decoded.content == plain)
    #expect(decoded.compressedLength == frame.count)
  }

  @Test("More than the limit, a cut and no frame at all are refused")
  func refuses() throws {
    let frame = try ZstdFrame.encode(unsafe plain.span.bytes, level: 1)
    let wrong = [Array(frame.dropLast()), [], [1, 2, 3, 4, 5]]
    for bytes in wrong {
      #expect(throws: CaptureError.self) {
        try ZstdFrame(decoding: bytes, limit: 100_000, path: "a")
      }
    }
    #expect(throws: CaptureError.self) {
      try ZstdFrame(decoding: frame, limit: 99_999, path: "a")
    }
  }

  @Test("A frame that does not say its length is refused")
  func unknownLength() throws {
    // By hand (RFC 8878 §3.1.1): magic, descriptor 0, window byte 0, one last raw block of one byte.
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0x09, 0, 0, 0x41]
    let error = #expect(throws: CaptureError.self) {
      try ZstdFrame(decoding: frame, limit: 100, path: "a")
    }
    #expect(error?.rule == "the zstd frame does not say its length")
  }
}
