/// The plain bytes of a capture, from a file that may be compressed.
struct CaptureInput: ~Copyable, Sendable {
  let byteCount: Int64?
  let compression: Compression
  /// The place in the file, which may be compressed, up to which bytes were given out.
  private(set) var bytesRead: Int64 = 0
  /// How the decompressed stream ended; nil before its end and for a plain file.
  private(set) var ending: Decompression.Ending?

  /// The file where it is plain, its decompression otherwise.
  private let file: InputFile?
  private let decompression: Decompression?
  /// The decompressed chunk that is being given out, and how much of it was.
  private var chunk: Decompression.Chunk?
  private var taken = 0
  /// The bytes by which the compression was recognised, until they are given out.
  private var prefix: [UInt8]

  /// Opens a file and recognises its compression from its first bytes.
  init(path: String) throws(CaptureError) {
    let file = try InputFile(path: path)
    var magic: [UInt8] = [0, 0, 0, 0]
    var count = 0
    while count < 4 {
      var rest = Array(magic[count...])
      let read = try file.read(into: &rest, from: 0)
      guard read > 0 else { break }
      magic.replaceSubrange(count..<count + read, with: rest.prefix(read))
      count += read
    }
    guard count > 0 else {
      throw CaptureError(
        path: path,
        rule: "it is empty",
        remedy: "give a file that a capturing program closed"
      )
    }
    let compression = Compression(magic: magic.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    self.init(file, compression, after: Array(magic.prefix(count)))
  }

  /// An input that has nothing to give: all bytes are in the window already.
  init() {
    byteCount = nil
    compression = .none
    ending = .complete
    file = nil
    decompression = nil
    prefix = []
  }

  private init(_ file: consuming InputFile, _ compression: Compression, after prefix: [UInt8]) {
    byteCount = file.byteCount
    self.compression = compression
    if compression == .none {
      self.prefix = prefix
      decompression = nil
      self.file = consume file
    } else {
      self.prefix = []
      decompression = Decompression(of: file, compression, after: prefix)
      self.file = nil
    }
  }

  deinit {
    decompression?.cancel()
  }

  /// Reads what is there, at most up to the buffer's end, behind its first bytes.
  ///
  /// Returns the number of bytes; 0 at the end, where `ending` says whether all was well.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(CaptureError) -> Int {
    if let decompression { return try take(from: decompression, into: &buffer, from: start) }
    if !prefix.isEmpty {
      precondition(buffer.count - start >= prefix.count, "the window holds more than four bytes")
      buffer.replaceSubrange(start..<start + prefix.count, with: prefix)
      defer { prefix = [] }
      bytesRead += Int64(prefix.count)
      return prefix.count
    }
    guard ending == nil else { return 0 }
    let count =
      switch file {
      case .some(let file): try file.read(into: &buffer, from: start)
      case .none: 0
      }
    bytesRead += Int64(count)
    if count == 0 { ending = .complete }
    return count
  }

  private mutating func take(
    from decompression: Decompression,
    into buffer: inout [UInt8],
    from start: Int
  ) throws(CaptureError) -> Int {
    while true {
      if let chunk, taken < chunk.count {
        let count = min(chunk.count - taken, buffer.count - start)
        let source = taken
        unsafe buffer.withUnsafeMutableBytes { target in
          unsafe chunk.bytes.withUnsafeBytes { bytes in
            unsafe target[start..<start + count].copyBytes(from: bytes[source..<source + count])
          }
        }
        taken += count
        return count
      }
      if let ending = chunk?.ending {
        self.ending = ending
        if case .fault(let error) = ending { throw error }
        return 0
      }
      let read = chunk.take()
      let next = decompression.next(returning: read)
      bytesRead = next.fileOffset
      chunk = next
      taken = 0
    }
  }
}
