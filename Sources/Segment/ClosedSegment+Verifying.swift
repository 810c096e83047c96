import Capture
import Schema
import Wire

extension ClosedSegment {
  private static let remedy =
    "fetch the segment again from its sensor or from a copy of the archive"

  /// Opens a segment from its compressed bytes and checks everything that a segment promises.
  ///
  /// - Parameters:
  ///   - compressed: The bytes, and nothing behind them.
  ///   - path: What errors name.
  ///   - identity: The identity that it must have, nil for any.
  ///   - digest: The digest that the bytes must have, nil for any.
  /// - Throws: Which promise is broken, and where.
  public init(
    verifying compressed: [UInt8],
    path: String,
    identity: SegmentIdentity? = nil,
    digest: ContentDigest? = nil
  ) throws(SegmentError) {
    let found = ContentDigest(of: compressed)
    if let digest, digest != found {
      throw SegmentError(
        path: path,
        rule: "its SHA-256 is \(found) and should be \(digest)",
        remedy: Self.remedy
      )
    }
    let content: [UInt8]
    var survey = SegmentSurvey(path: path)
    do throws(CaptureError) {
      let frame = try ZstdFrame(decoding: compressed, limit: Self.longestContent, path: path)
      guard frame.compressedLength == compressed.count else {
        throw CaptureError(
          path: path,
          offset: Int64(frame.compressedLength),
          rule: "bytes follow the segment",
          remedy: Self.remedy
        )
      }
      content = frame.content
    } catch {
      throw SegmentError(error, isDecompressed: false, remedy: Self.remedy)
    }
    let facts = try survey.read(content)
    if let identity, identity != facts.header.identity {
      throw SegmentError(
        path: path,
        rule: "it is \(facts.header.identity) and should be \(identity)",
        remedy: Self.remedy
      )
    }
    self.init(
      compressed: compressed,
      content: content,
      digest: found,
      header: facts.header,
      frameCount: survey.frameCount,
      frameTimes: survey.frameTimes,
      coverage: facts.coverage,
      received: facts.received,
      dropped: facts.dropped
    )
  }

  /// Opens a segment that is a file, or lies in one, and checks everything that it promises.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - offset: The segment's first byte.
  ///   - length: Its length in bytes, nil for the rest of the file.
  ///   - identity: The identity that it must have, nil for any.
  ///   - digest: The digest that it must have, nil for any.
  /// - Throws: Which promise is broken, and where; or why the file cannot be read.
  public init(
    fileAt path: String,
    offset: Int64 = 0,
    length: Int? = nil,
    identity: SegmentIdentity? = nil,
    digest: ContentDigest? = nil
  ) throws(SegmentError) {
    let file = try StoredFile(path: path)
    let available = max(0, file.byteCount - offset)
    let wanted = length.map(Int64.init) ?? available
    guard offset >= 0, wanted >= 0, wanted <= available else {
      throw SegmentError(
        path: path,
        place: "byte \(offset)",
        rule: "the file ends before the segment does, \(wanted) bytes are needed and "
          + "\(available) there",
        remedy: Self.remedy
      )
    }
    guard wanted <= Int64(Self.longestFile) else {
      throw SegmentError(
        path: path,
        rule: "\(wanted) bytes are more than a segment has, which is at most \(Self.longestFile)",
        remedy: "ingest it as a capture"
      )
    }
    let bytes = try file.read(at: offset, atMost: Int(wanted))
    try self.init(verifying: bytes, path: path, identity: identity, digest: digest)
  }
}
