import CPcap
import Glibc
public import Wire

/// Captures frames that come to one interface of this machine, with libpcap.
///
/// Frames come in batches that index the capture's window, as those of a `CaptureReader` do:
/// ```swift
/// var capture = try LiveCapture(interface: "eth0", snapLength: 2048, filter: "not arp")
/// var batch = FrameBatch()
/// // whenever poll(2) says that capture.descriptor can be read
/// while try capture.read(into: &batch) {
///   capture.withBytes { bytes in … }
/// }
/// ```
/// Only incoming frames are taken, and the interface is not made promiscuous: what is sent to others
/// is none of the sensor's. The kernel hands frames over a block at a time, a tenth of a second after the
/// first of them at the latest, so that a quiet interface costs nothing and a busy one little.
///
/// Safe to use: the library's handle never leaves the type. For one thread at a time.
///
/// Complexity: one copy of a frame's bytes, no allocation a frame.
@safe public struct LiveCapture: ~Copyable {
  /// How long the kernel holds frames back until it hands them over, in milliseconds.
  private static let timeout: Int32 = 100
  /// The size of the window: 256 frames of the usual snapshot length.
  private static let windowSize = 512 << 10

  /// What the interface is.
  public let description: CaptureInterface
  /// What poll(2) waits on until there is something to read.
  public let descriptor: Int32
  private let handle: OpaquePointer
  private let index: UInt32
  private let number: UInt32
  private let nanosecondsPerUnit: Int64
  private let frameLimit: Int32
  @usableFromInline var window: [UInt8]
  /// What the kernel had counted as lost when it was asked last.
  private var losses: (buffer: UInt32, interface: UInt32)

  /// Begins to capture.
  ///
  /// - Parameters:
  ///   - interface: The interface's name.
  ///   - number: What frames name the interface by.
  ///   - snapLength: The most bytes of a frame that are captured.
  ///   - filter: Which frames are taken, in the language of pcap-filter(7); empty for all.
  ///   - bufferSize: The kernel's room for frames that were not read yet, in bytes.
  /// - Throws: Why not; `isOfAbsentInterface` where it may be there later.
  public init(
    interface: String,
    number: UInt32 = 0,
    snapLength: UInt32,
    filter: String = "",
    bufferSize: Int32 = 16 << 20
  ) throws(CaptureError) {
    let length = min(max(1, snapLength), UInt32(CaptureReader.longestFrame))
    guard let present = NetworkInterface(named: interface) else {
      throw LiveCapture.absent(interface, "there is no interface of this name")
    }
    guard present.isUp else {
      throw LiveCapture.absent(interface, "the interface is down or has no link")
    }
    let handle = unsafe try LiveCapture.activate(interface, Int32(length), bufferSize)
    let losses: (UInt32, UInt32)
    do throws(CaptureError) {
      unsafe try LiveCapture.set(filter, on: handle, interface)
      var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
      guard unsafe pcap_setdirection(handle, PCAP_D_IN) == 0,
        unsafe pcap_setnonblock(handle, 1, &text) == 0
      else { throw unsafe LiveCapture.failure(interface, handle, "it cannot be set up") }
      LiveCapture.ignoreOutgoing(unsafe pcap_get_selectable_fd(handle))
      losses = unsafe try LiveCapture.losses(handle, interface)
    } catch {
      unsafe pcap_close(handle)
      throw error
    }
    unsafe self.handle = handle
    self.losses = losses
    index = present.index
    self.number = number
    descriptor = unsafe pcap_get_selectable_fd(handle)
    let precision = unsafe pcap_get_tstamp_precision(handle)
    nanosecondsPerUnit = precision == PCAP_TSTAMP_PRECISION_NANO ? 1 : 1000
    let size = max(LiveCapture.windowSize, Int(length))
    window = Array(repeating: 0, count: size)
    frameLimit = Int32(min(FrameBatch.capacity, size / Int(length)))
    description = CaptureInterface(
      linkType: LiveCapture.linkType(ofDLT: unsafe pcap_datalink(handle)),
      snapLength: length,
      name: interface
    )
  }

  deinit {
    unsafe pcap_close(handle)
  }

  /// Whether the interface is still the one that was opened, is switched on and has a link.
  public var isUp: Bool {
    guard let present = NetworkInterface(named: description.name ?? "") else { return false }
    return present.index == index && present.isUp
  }

  /// Fills a batch with frames that have come; false where there are none now.
  ///
  /// The batch's frames lie in the window until the next call.
  public mutating func read(into batch: inout FrameBatch) throws(CaptureError) -> Bool {
    batch.removeAll()
    let limit = frameLimit
    let unit = nanosecondsPerUnit
    let number = number
    let handle = unsafe handle
    let status = unsafe window.withUnsafeMutableBytes { room in
      unsafe withUnsafeMutablePointer(to: &batch) { batch in
        var filling = unsafe Filling(room: room, unit: unit, number: number, batch: batch)
        return unsafe withUnsafeMutableBytes(of: &filling) { filling in
          unsafe pcap_dispatch(
            handle,
            limit,
            { user, header, bytes in
              guard let user = unsafe user, let header = unsafe header, let bytes = unsafe bytes
              else { return }
              unsafe UnsafeMutableRawPointer(user).assumingMemoryBound(to: Filling.self).pointee
                .take(header.pointee, bytes)
            },
            filling.baseAddress?.assumingMemoryBound(to: UInt8.self)
          )
        }
      }
    }
    guard status >= 0 else {
      throw LiveCapture.absent(
        description.name ?? "",
        "the interface went away (\(unsafe LiveCapture.reason(handle)))"
      )
    }
    return batch.count > 0
  }

  /// Shows the window that the offsets of the last batch's frames index.
  @inlinable
  public func withBytes<R: ~Copyable, E: Error>(
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe window.span.bytes)
  }

  /// How many packets that passed the filter were lost since the last call, for want of room in the
  /// kernel or in the interface.
  public mutating func countLosses() throws(CaptureError) -> UInt64 {
    let counts = unsafe try LiveCapture.losses(handle, description.name ?? "")
    // The kernel's numbers have 32 bits and begin anew.
    let buffer = counts.buffer &- losses.buffer
    let interface = counts.interface &- losses.interface
    losses = counts
    return UInt64(buffer) + UInt64(interface)
  }

  /// Checks a filter without an interface.
  ///
  /// - Parameters:
  ///   - filter: The expression.
  ///   - linkType: What the frames are.
  /// - Throws: What is wrong with it.
  public static func check(
    filter: String,
    linkType: LinkType = .ethernet
  ) throws(CaptureError) {
    let type = linkType == .raw ? dltRaw : Int32(linkType.rawValue)
    guard let handle = unsafe pcap_open_dead(type, 2048) else {
      throw CaptureError(path: "the filter", rule: "there is no memory", remedy: "free memory")
    }
    defer { unsafe pcap_close(handle) }
    var program = unsafe bpf_program()
    defer { unsafe pcap_freecode(&program) }
    unsafe try compile(filter, for: handle, &program, "the capture filter")
  }

  // MARK: - Setting up

  /// What the operating system's number of the link type is for raw IP.
  ///
  /// Source: pcap/dlt.h; the file format has another (LINKTYPE_RAW).
  private static let dltRaw: Int32 = 12

  private static func linkType(ofDLT number: Int32) -> LinkType {
    number == dltRaw ? .raw : LinkType(rawValue: UInt16(truncatingIfNeeded: number))
  }

  private static func activate(
    _ interface: String,
    _ snapLength: Int32,
    _ bufferSize: Int32
  ) throws(CaptureError) -> OpaquePointer {
    var text = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = unsafe pcap_create(interface, &text) else {
      throw CaptureError(path: interface, rule: "it cannot be opened", remedy: "check its name")
    }
    unsafe pcap_set_snaplen(handle, snapLength)
    unsafe pcap_set_promisc(handle, 0)
    unsafe pcap_set_timeout(handle, timeout)
    unsafe pcap_set_buffer_size(handle, bufferSize)
    unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO)
    let status = unsafe pcap_activate(handle)
    guard status < 0 else { return unsafe handle }
    defer { unsafe pcap_close(handle) }
    switch status {
    case PCAP_ERROR_NO_SUCH_DEVICE: throw absent(interface, "there is no such interface")
    case PCAP_ERROR_IFACE_NOT_UP: throw absent(interface, "the interface is down")
    case PCAP_ERROR_PERM_DENIED:
      throw CaptureError(
        path: interface,
        rule: "this user may not capture from it",
        remedy: "run the program as its systemd unit does, with CAP_NET_RAW, or as root"
      )
    default: throw unsafe failure(interface, handle, "it cannot be opened")
    }
  }

  /// Asks the kernel to leave outgoing frames away, so that they take no room of the incoming.
  ///
  /// Kernels before 4.20 do not know the option; the library passes the frames over in any case.
  /// Source: packet(7), PACKET_IGNORE_OUTGOING (23) of SOL_PACKET (263).
  private static func ignoreOutgoing(_ descriptor: Int32) {
    var one: Int32 = 1
    unsafe setsockopt(descriptor, 263, 23, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func set(
    _ filter: String,
    on handle: OpaquePointer,
    _ interface: String
  ) throws(CaptureError) {
    guard !filter.isEmpty else { return }
    var program = unsafe bpf_program()
    defer { unsafe pcap_freecode(&program) }
    unsafe try compile(filter, for: handle, &program, interface)
    guard unsafe pcap_setfilter(handle, &program) == 0 else {
      throw unsafe failure(interface, handle, "the filter '\(filter)' cannot be set")
    }
  }

  private static func compile(
    _ filter: String,
    for handle: OpaquePointer,
    _ program: inout bpf_program,
    _ place: String
  ) throws(CaptureError) {
    guard unsafe pcap_compile(handle, &program, filter, 1, UInt32.max) != 0 else { return }
    throw CaptureError(
      path: place,
      rule: "the filter '\(filter)' is not understood (\(unsafe reason(handle)))",
      remedy: "mend the expression; pcap-filter(7) describes the language"
    )
  }

  /// What was lost since the capture began, as the kernel counts it.
  private static func losses(
    _ handle: OpaquePointer,
    _ interface: String
  ) throws(CaptureError) -> (buffer: UInt32, interface: UInt32) {
    var counts = pcap_stat()
    guard unsafe pcap_stats(handle, &counts) == 0 else {
      throw absent(interface, "the interface does not count (\(unsafe reason(handle)))")
    }
    return (counts.ps_drop, counts.ps_ifdrop)
  }

  private static func reason(_ handle: OpaquePointer) -> String {
    unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? "no reason is known"
  }

  private static func failure(
    _ interface: String,
    _ handle: OpaquePointer,
    _ rule: String
  ) -> CaptureError {
    CaptureError(
      path: interface,
      rule: "\(rule) (\(unsafe reason(handle)))",
      remedy: "check the interface and the permission to capture"
    )
  }

  private static func absent(_ interface: String, _ rule: String) -> CaptureError {
    var error = CaptureError(
      path: interface,
      rule: rule,
      remedy: "it is waited for; check its name and that it is up"
    )
    error.isOfAbsentInterface = true
    return error
  }
}

/// Takes the frames of one call of the library into the window.
@unsafe
private struct Filling {
  let room: UnsafeMutableRawBufferPointer
  let unit: Int64
  let number: UInt32
  let batch: UnsafeMutablePointer<FrameBatch>
  var end = 0

  @inline(__always)
  mutating func take(_ header: pcap_pkthdr, _ bytes: UnsafePointer<UInt8>) {
    let length = Int(header.caplen)
    // The library keeps the snapshot length and the number of frames, for which there is room.
    let left = unsafe room.count - end
    precondition(length <= left, "the window holds a call's frames")
    unsafe room.baseAddress.map { unsafe $0 + end }?.copyMemory(from: bytes, byteCount: length)
    unsafe batch.pointee.append(
      Frame(
        timestamp: Int64(header.ts.tv_sec) &* 1_000_000_000 &+ Int64(header.ts.tv_usec) &* unit,
        offset: end,
        capturedLength: header.caplen,
        originalLength: header.len,
        interface: number
      )
    )
    unsafe end += length
  }
}
