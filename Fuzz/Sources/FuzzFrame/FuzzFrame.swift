import Wire

/// Decodes one frame both ways and stops when they disagree or a range leaves the frame.
///
/// The first two bytes of the input are the link type in network byte order, the third says how
/// much the capture cut off, the rest is the frame.
@c(LLVMFuzzerTestOneInput)
public func fuzzFrame(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe UnsafeRawBufferPointer(start: start, count: count)
  let bytes = unsafe input.bytes
  guard bytes.byteCount >= 3 else { return -1 }
  let frame = bytes.extracting(3...)
  let check = FrameCheck(
    linkType: LinkType(rawValue: bytes.uint16(at: 0)),
    originalLength: frame.byteCount + Int(bytes.byte(at: 2))
  )
  check.run(frame)
  return 0
}
