import Testing

@testable import Segment

@Suite("Segment identity and file name")
struct SegmentIdentityTests {
  @Test(
    "A sensor's name names a folder",
    arguments: ["a", "tokyo-1", "A.b_C-9", String(repeating: "x", count: 64)]
  )
  func names(name: String) throws {
    #expect(try SegmentIdentity(sensor: name, sequence: 1).sensor == name)
  }

  @Test(
    "What could lead out of the archive, or hide in it, is no sensor's name",
    arguments: [
      "", ".", "..", ".incoming", "a/b", "a b", "日本", "a\u{0}", String(repeating: "x", count: 65),
    ]
  )
  func refusedNames(name: String) {
    #expect(throws: SegmentError.self) { try SegmentIdentity(sensor: name, sequence: 1) }
  }

  @Test("Numbers begin at 1")
  func numbers() {
    #expect(throws: SegmentError.self) { try SegmentIdentity(sensor: "s", sequence: 0) }
  }

  @Test("A capture's segments are numbered by its digest")
  func captures() throws {
    // SHA-256 of no bytes at all (FIPS 180-4): e3b0c44298fc 1c14…; its first 48 bits are e3b0c44298fc.
    let digest = ContentDigest(of: [])
    #expect(
      digest.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    let identity = try SegmentIdentity(sensor: "s", capture: digest, ordinal: 5)
    // 1 << 63 | 0xe3b0c44298fc << 15 | 5: the 48 bits shifted left by 15 are 0x71d862214c7e0000.
    #expect(identity.sequence == 0xF1D8_6221_4C7E_0005)
    #expect(identity.isOfCapture)
    #expect(throws: SegmentError.self) {
      try SegmentIdentity(sensor: "s", capture: digest, ordinal: 32_768)
    }
  }

  @Test("A digest is read back from its text and its bytes")
  func digests() throws {
    // SHA-256 of "abc", FIPS 180-4 example.
    let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let digest = ContentDigest(of: Array("abc".utf8))
    #expect(digest.description == text)
    #expect(ContentDigest(text) == digest)
    let bytes = digest.bytes
    #expect(bytes.prefix(3) == [0xBA, 0x78, 0x16] && bytes.count == 32)
    #expect(ContentDigest(unsafe bytes.span.bytes, at: 0) == digest)
    #expect(ContentDigest("+" + text.dropFirst()) == nil)
    #expect(ContentDigest(String(text.dropFirst())) == nil)
  }

  @Test("A name holds second and number, and sorts by them")
  func fileNames() throws {
    let name = SegmentName(start: SampleSegment.morning + 999_999_999, sequence: 7)
    #expect(name.description == "20240715T093000Z-00000000000000000007.pcapng.zst")
    #expect(SegmentName(name.description) == name)
    #expect(name.day == SampleSegment.day)
    let largest = SegmentName(second: 0, sequence: .max)
    #expect(largest.description == "19700101T000000Z-18446744073709551615.pcapng.zst")
    #expect(SegmentName(largest.description) == largest)
    #expect(largest < name)
    #expect(largest.description < name.description)
  }

  @Test(
    "Other texts are no names",
    arguments: [
      "", "20240715T093000Z-7.pcapng.zst", "20240715T093000Z-00000000000000000007.pcapng.gz",
      "20240715T093000Z-18446744073709551616.pcapng.zst",
      "20240230T093000Z-00000000000000000007.pcapng.zst",
      "20240715T243000Z-00000000000000000007.pcapng.zst",
      "+0240715T093000Z-00000000000000000007.pcapng.zst",
    ]
  )
  func otherNames(text: String) {
    #expect(SegmentName(text) == nil)
  }
}
