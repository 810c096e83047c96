import Glibc

/// A file that is written from its beginning to its end, compressed as its name announces.
///
/// Bytes are gathered and written a mebibyte at a time. `finish` writes the rest, closes and reports
/// what went wrong; an output that is dropped without it is closed and loses what was gathered.
struct OutputFile: ~Copyable {
  private static let capacity = 1 << 20

  let path: String
  private var descriptor: Int32?
  private var buffer: [UInt8]
  private var filled = 0
  /// Bytes given to the file system so far.
  private var written: Int64 = 0
  private var gzip: GzipEncoder?
  private var zstd: ZstdEncoder?
  private var compressed: [UInt8] = []

  /// Creates or empties a file; `-` is standard output, which is never closed.
  init(path: String) throws(CaptureError) {
    let opened =
      path == "-"
      ? STDOUT_FILENO : unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw CaptureError(
        path: path,
        rule: "it cannot be created (\(SystemCall.reason()))",
        remedy: "check the folder and the permission to write there"
      )
    }
    self.path = path
    descriptor = opened
    buffer = Array(repeating: 0, count: OutputFile.capacity)
    switch Compression(pathEnding: path) {
    case .none: break
    case .gzip: gzip = GzipEncoder()
    case .zstd: zstd = ZstdEncoder()
    }
    if gzip != nil || zstd != nil { compressed = Array(repeating: 0, count: OutputFile.capacity) }
  }

  deinit {
    if let descriptor, path != "-" { close(descriptor) }
  }

  /// Appends a record: its header of a fixed-width value, its bytes, and padding zeros.
  @inline(__always)
  mutating func append<Header: BitwiseCopyable>(
    _ header: Header,
    _ bytes: RawSpan,
    padding: Int = 0
  ) throws(CaptureError) {
    let headerLength = MemoryLayout<Header>.size
    let length = headerLength + bytes.byteCount + padding
    guard length <= OutputFile.capacity else {
      try appendLong(header, bytes, padding: padding)
      return
    }
    if filled + length > OutputFile.capacity { try flush(isLast: false) }
    let start = filled
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe target.storeBytes(of: header, toByteOffset: start, as: Header.self)
      unsafe bytes.withUnsafeBytes { source in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: target[(start + headerLength)...])
        unsafe rest.copyMemory(from: source)
      }
      for place in 0..<padding { unsafe target[start + length - padding + place] = 0 }
    }
    filled = start + length
  }

  /// Appends plain bytes.
  mutating func append(_ bytes: [UInt8]) throws(CaptureError) {
    for byte in bytes {
      if filled == OutputFile.capacity { try flush(isLast: false) }
      buffer[filled] = byte
      filled += 1
    }
  }

  private mutating func appendLong<Header: BitwiseCopyable>(
    _ header: Header,
    _ bytes: RawSpan,
    padding: Int
  ) throws(CaptureError) {
    let head = unsafe withUnsafeBytes(of: header) { unsafe Array($0) }
    try append(head)
    try append(unsafe bytes.withUnsafeBytes { unsafe Array($0) })
    try append(Array(repeating: 0, count: padding))
  }

  /// Writes what is left and closes the file.
  mutating func finish() throws(CaptureError) {
    guard let descriptor else { return }
    do throws(CaptureError) {
      try flush(isLast: true)
    } catch {
      self.descriptor = nil
      if path != "-" { close(descriptor) }
      throw error
    }
    self.descriptor = nil
    guard path != "-" else { return }
    if close(descriptor) != 0 { throw failure() }
  }

  private mutating func flush(isLast: Bool) throws(CaptureError) {
    let count = filled
    filled = 0
    var from = 0
    var isDone = false
    while !isDone {
      let step: EncodingStep
      if gzip != nil {
        step =
          gzip?.encode(buffer, from: from, to: count, isLast: isLast, into: &compressed)
          ?? EncodingStep()
      } else if zstd != nil {
        step =
          zstd?.encode(buffer, from: from, to: count, isLast: isLast, into: &compressed)
          ?? EncodingStep()
      } else {
        try write(buffer, count)
        return
      }
      if let fault = step.fault {
        throw CaptureError(
          path: path,
          offset: written,
          rule: "it cannot be compressed (\(fault))",
          remedy: "write it uncompressed, under a name without .gz or .zst"
        )
      }
      from += step.consumed
      isDone = step.isDone
      try write(compressed, step.produced)
    }
  }

  private mutating func write(_ bytes: [UInt8], _ count: Int) throws(CaptureError) {
    guard let descriptor else { return }
    var done = 0
    while done < count {
      let written = unsafe bytes.withUnsafeBytes { source in
        guard let address = source.baseAddress else { return 0 }
        return unsafe Glibc.write(descriptor, address + done, count - done)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure() }
      done += written
      self.written += Int64(written)
    }
  }

  private func failure() -> CaptureError {
    CaptureError(
      path: path,
      offset: written,
      rule: "it cannot be written (\(SystemCall.reason()))",
      remedy: "make room on the disk or write elsewhere; the file is not whole"
    )
  }
}
