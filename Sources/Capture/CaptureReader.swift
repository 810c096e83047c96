import Wire

/// Reads the frames of a pcap or pcapng capture, plain or compressed with gzip or zstd.
///
/// The format and the compression are recognised from the bytes, never from the name. Frames come
/// in batches that index the reader's window:
/// ```swift
/// var reader = try CaptureReader(path: "sensor.pcapng.zst")
/// var batch = FrameBatch()
/// while try reader.read(into: &batch) {
///   reader.withBytes { bytes in … }
/// }
/// ```
/// No length in the file is trusted: a record that claims more than `longestFrame` or
/// `longestBlock` is an error, and the window grows only as far as bytes arrive. Frames before a
/// fault are always delivered before it is thrown. A file that ends inside a record gives its whole
/// frames and one warning.
///
/// Complexity: one copy of the file's bytes, no allocation a frame.
public struct CaptureReader: ~Copyable, Sendable {
  /// The most captured bytes that a pcap record may claim: libpcap's greatest snapshot length.
  public static var longestFrame: Int { 262_144 }
  /// The most bytes that a pcapng block may claim.
  public static var longestBlock: Int { 16 << 20 }

  private enum Format: Sendable {
    case pcap(PcapFormat)
    case pcapng(PcapngFormat)
  }

  private var input: CaptureInput
  private var format: Format
  private var contents: CaptureContents
  @usableFromInline var window: Window
  /// A fault that is thrown when the frames before it were delivered.
  private var pending: CaptureError?
  private var isFinished = false

  /// Opens a capture; `-` is standard input.
  public init(path: String) throws(CaptureError) {
    try self.init(CaptureInput(path: path), Window(), path: path)
  }

  /// Reads a plain capture that is in memory; `path` names it in errors.
  ///
  /// The bytes are not copied: they are the window.
  public init(bytes: [UInt8], path: String) throws(CaptureError) {
    try self.init(CaptureInput(), Window(bytes), path: path)
  }

  private init(
    _ input: consuming CaptureInput,
    _ window: consuming Window,
    path: String
  ) throws(CaptureError) {
    var input = input
    var window = window
    var contents = CaptureContents(path: path)
    contents.isDecompressed = input.compression != .none
    let format = try CaptureReader.format(of: &input, in: &window, &contents)
    self.input = input
    self.window = window
    self.contents = contents
    self.format = format
  }

  /// The interfaces that the capture has described so far, of all its sections.
  public var interfaces: [CaptureInterface] { contents.interfaces }

  /// What the first pcapng section says of its writer; nil for pcap.
  public var section: SectionOptions? { contents.firstSection }

  /// The number of pcapng sections that have begun so far.
  public var sectionCount: Int { contents.sectionCount }

  /// The statistics that the capture has held so far.
  public var statistics: [InterfaceStatistics] { contents.statistics }

  /// What should be known of the capture, at most one warning a subject.
  public var warnings: [CaptureWarning] { contents.warnings }

  /// How many bytes of the file, compressed as it may be, were used.
  public var bytesRead: Int64 { input.bytesRead }

  /// The file's size in bytes, nil for pipes.
  public var byteCount: Int64? { input.byteCount }

  /// Fills a batch with the next frames; false at the end of the capture.
  ///
  /// The batch's frames lie in the window until the next call. A batch that is not full does not
  /// mean the end.
  public mutating func read(into batch: inout FrameBatch) throws(CaptureError) -> Bool {
    batch.removeAll()
    if let fault = pending.take() { throw fault }
    while !isFinished {
      let scan = decodeWindow(into: &batch)
      window.start = scan.position
      switch scan.stop {
      case .full: return true
      case .fault(let fault):
        isFinished = true
        guard batch.count > 0 else { throw fault }
        pending = fault
      case .needs(let length):
        guard batch.count == 0 else { return true }
        do throws(CaptureError) {
          if try !window.fill(length, from: &input) { finish(length) }
        } catch {
          isFinished = true
          throw error
        }
      }
    }
    return batch.count > 0
  }

  /// Shows the window that the offsets of the last batch's frames index.
  @inlinable
  public func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe window.bytes.span.bytes)
  }

  private mutating func decodeWindow(into batch: inout FrameBatch) -> Scan {
    CaptureReader.decode(window, as: &format, into: &batch, &contents)
  }

  /// Static, so that the window can be seen while the contents change.
  private static func decode(
    _ window: borrowing Window,
    as format: inout Format,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) -> Scan {
    let bytes = unsafe window.bytes.span.bytes
    let (start, end, base) = (window.start, window.end, window.base)
    switch format {
    case .pcap(let pcap):
      return pcap.scan(bytes, from: start, to: end, base: base, into: &batch, &contents)
    case .pcapng(var pcapng):
      let scan = pcapng.scan(bytes, from: start, to: end, base: base, into: &batch, &contents)
      format = .pcapng(pcapng)
      return scan
    }
  }

  /// Ends the reading, with a warning where the file ends inside a record or a compressed member.
  private mutating func finish(_ needed: Int) {
    isFinished = true
    let remedy =
      "the frames before the cut were read; the rest was never written or not copied"
    if case .cut? = input.ending {
      contents.warnOfCompression(
        .cut,
        at: input.bytesRead,
        "the \(input.compression.name) data is cut in the middle",
        remedy: remedy
      )
    } else if window.left > 0 {
      contents.warn(
        .cut,
        at: window.base + Int64(window.start),
        "the file is cut in the middle of a record",
        needed: needed,
        available: window.left,
        remedy: remedy
      )
    }
    if case .trailing? = input.ending {
      contents.warnOfCompression(
        .trailingBytes,
        at: input.bytesRead,
        "the bytes behind the gzip data are not gzip",
        remedy: "they were passed over"
      )
    }
  }

  /// Recognises the format and reads pcap's file header; a pcapng section is read as a block.
  private static func format(
    of input: inout CaptureInput,
    in window: inout Window,
    _ contents: inout CaptureContents
  ) throws(CaptureError) -> Format {
    let magic =
      try window.fill(4, from: &input) ? unsafe window.bytes.span.bytes.uint32(at: 0) : 0
    let isPcap = PcapFormat.isMagic(magic)
    guard isPcap || magic == PcapngFormat.sectionHeader else {
      throw contents.fault(
        at: 0,
        "it begins like no pcap or pcapng capture",
        remedy: "give a capture, plain or compressed with gzip or zstd"
      )
    }
    let length = isPcap ? PcapFormat.headerLength : PcapngFormat.shortestSectionHeader
    guard try window.fill(length, from: &input) else {
      throw contents.fault(
        at: 0,
        "it ends inside its file header",
        needed: length,
        available: window.end,
        remedy: "there are no frames in it; fetch it again from where it was made"
      )
    }
    guard isPcap else { return .pcapng(PcapngFormat()) }
    window.start = length
    return .pcap(
      try PcapFormat(decoding: unsafe window.bytes.span.bytes, at: 0, into: &contents)
    )
  }
}
