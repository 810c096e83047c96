/// The header values of up to 256 packets, a column a field: what the hot loop reads.
///
/// Columns let a fingerprint rule test sixteen packets with one instruction, and 256 packets of
/// them stay in the nearest caches. TCP fills the places from the front and everything else from
/// the back, so that a rule about one of them runs over its own packets only. A frame without an
/// IP header gets no place.
public struct HeaderBatch: ~Copyable, Sendable {
  /// The most packets a batch holds.
  public static let capacity = 256

  /// How many TCP packets the batch holds: they have the places from 0.
  public private(set) var tcpCount = 0
  /// How many other packets the batch holds: they have the places up to 255.
  public private(set) var otherCount = 0
  /// The columns, one after the other: field x 256 + packet.
  public private(set) var values = InlineArray<5120, UInt32>(repeating: 0)
  /// When each packet was captured, in nanoseconds since 1970.
  public private(set) var timestamps = InlineArray<256, Int64>(repeating: 0)
  /// A number that the caller gives each packet: the sensor that heard it.
  public private(set) var marks = InlineArray<256, UInt32>(repeating: 0)
  /// The IPv6 source addresses; meaningful only where the shape says version 6.
  public internal(set) var wideSources = InlineArray<256, UInt128>(repeating: 0)
  /// The IPv6 destination addresses; meaningful only where the shape says version 6.
  public internal(set) var wideDestinations = InlineArray<256, UInt128>(repeating: 0)

  /// Whether only shape, addresses, sequence number and label are read of whole packets.
  ///
  /// Half the work, for counts that need no more; TCP options are then not looked at.
  private let isShallow: Bool

  /// A batch without packets.
  ///
  /// - Parameter isShallow: Whether columns beyond shape, addresses, sequence number and label
  ///   may be left as they are.
  public init(isShallow: Bool = false) {
    self.isShallow = isShallow
  }

  /// Takes all packets out.
  public mutating func removeAll() {
    tcpCount = 0
    otherCount = 0
  }

  /// How many packets the batch holds.
  @inlinable
  public var count: Int { tcpCount + otherCount }

  /// The places of the TCP packets.
  @inlinable
  public var tcpPlaces: Range<Int> { 0..<tcpCount }

  /// The places of all other packets.
  @inlinable
  public var otherPlaces: Range<Int> { Self.capacity - otherCount..<Self.capacity }

  /// When the earliest and the latest packet were captured; `Int64.max` and `.min` without any.
  public var timeBounds: (earliest: Int64, latest: Int64) {
    var earliest = Int64.max
    var latest = Int64.min
    for place in 0..<tcpCount {
      earliest = min(earliest, timestamps[place])
      latest = max(latest, timestamps[place])
    }
    for place in otherPlaces {
      earliest = min(earliest, timestamps[place])
      latest = max(latest, timestamps[place])
    }
    return (earliest, latest)
  }

  /// The value of a field in a packet.
  ///
  /// - Parameters:
  ///   - field: The column.
  ///   - index: The packet's place: one of `tcpPlaces` or `otherPlaces`.
  /// - Returns: The value as the field defines it.
  @inlinable @inline(__always)
  public func value(_ field: HeaderField, at index: Int) -> UInt32 {
    values[field.rawValue << 8 + index]
  }

  /// Sixteen values of a column at once.
  ///
  /// - Parameters:
  ///   - field: The column.
  ///   - group: Which sixteen packets. Range: 0..<16.
  /// - Returns: The values; free places hold what earlier packets left.
  @inlinable @inline(__always)
  public func values(_ field: HeaderField, group: Int) -> SIMD16<UInt32> {
    let bytes = unsafe values.span.bytes
    return unsafe bytes.unsafeLoadUnaligned(
      fromByteOffset: field.rawValue << 10 + group << 6,
      as: SIMD16<UInt32>.self
    )
  }

  /// Reads frames into the next places while they are of the kind that nearly all frames are.
  ///
  /// That kind is whole Ethernet and IPv4 without options or fragments, with a capture time.
  ///
  /// - Parameters:
  ///   - frames: The frames of one interface and others.
  ///   - range: Which of them are tried, in order; within the indices of `frames`.
  ///   - bytes: The window that holds them.
  ///   - mark: A number of the caller's, found again in `marks`.
  ///   - times: Widened to the capture times of the frames that are taken.
  /// - Returns: The first frame that was not taken: one of another kind, which goes to
  ///   `append(_:at:length:originalLength:linkType:timestamp:mark:)`, or the one at which the batch
  ///   was full; the end of the range when all were taken.
  public mutating func fill(
    from frames: Span<Frame>,
    in range: Range<Int>,
    _ bytes: RawSpan,
    mark: UInt32,
    times: inout (earliest: Int64, latest: Int64)
  ) -> Int {
    // Two loops, so that what a shallow batch leaves out costs it no test.
    isShallow
      ? fill(from: frames, in: range, bytes, mark: mark, &times, isShallow: true)
      : fill(from: frames, in: range, bytes, mark: mark, &times, isShallow: false)
  }

  @inline(__always)
  private mutating func fill(
    from frames: Span<Frame>,
    in range: Range<Int>,
    _ bytes: RawSpan,
    mark: UInt32,
    _ times: inout (earliest: Int64, latest: Int64),
    isShallow: Bool
  ) -> Int {
    var index = range.lowerBound
    var (earliest, latest) = times
    defer { times = (earliest, latest) }
    while index < range.upperBound, count < Self.capacity {
      let frame = frames[index]
      guard frame.timestamp != Frame.noTimestamp else { break }
      let length = Int(frame.capturedLength)
      let place = readWholeIPv4(bytes, at: frame.offset, length: length, isShallow: isShallow)
      guard place >= 0 else { break }
      take(place & 0xFF, isTCP: place < Self.capacity, timestamp: frame.timestamp, mark: mark)
      earliest = min(earliest, frame.timestamp)
      latest = max(latest, frame.timestamp)
      index &+= 1
    }
    return index
  }

  /// Reads a frame into the next place, or says why it has none.
  ///
  /// Nearly all frames that a sensor hears are whole Ethernet and IPv4 without options; they take
  /// a short way. Every other frame goes through `Packet`. Both ways give the same columns.
  ///
  /// - Parameters:
  ///   - bytes: The window that holds the frame.
  ///   - offset: The frame's first byte in the window.
  ///   - length: The captured bytes.
  ///   - originalLength: The bytes on the wire.
  ///   - linkType: What the first byte is.
  ///   - timestamp: When the frame was captured, in nanoseconds since 1970.
  ///   - mark: A number of the caller's, found again in `marks`.
  /// - Returns: Whether the frame was taken, with the first anomaly or without.
  public mutating func append(
    _ bytes: RawSpan,
    at offset: Int,
    length: Int,
    originalLength: Int,
    linkType: LinkType,
    timestamp: Int64,
    mark: UInt32
  ) -> Appended {
    precondition(count < Self.capacity, "a full batch must be emptied first")
    if linkType == .ethernet {
      let place = readWholeIPv4(bytes, at: offset, length: length, isShallow: isShallow)
      if place >= 0 {
        take(place & 0xFF, isTCP: place < Self.capacity, timestamp: timestamp, mark: mark)
        return .taken
      }
    }
    return appendSlowly(
      bytes.extracting(offset..<offset + length),
      originalLength: originalLength,
      linkType: linkType,
      timestamp: timestamp,
      mark: mark
    )
  }

  @inline(never)
  private mutating func appendSlowly(
    _ bytes: RawSpan,
    originalLength: Int,
    linkType: LinkType,
    timestamp: Int64,
    mark: UInt32
  ) -> Appended {
    let packet = Packet(decoding: bytes, linkType: linkType, originalLength: originalLength)
    guard packet.network != nil else {
      return .refused(packet.anomalies.first)
    }
    let isTCP = packet.protocol == .tcp
    let place = nextPlace(isTCP: isTCP)
    store(packet, bytes, at: place)
    take(place, isTCP: isTCP, timestamp: timestamp, mark: mark)
    guard let anomaly = packet.anomalies.first else { return .taken }
    return .takenWithAnomaly(anomaly, place: place)
  }

  @inline(__always)
  private func nextPlace(isTCP: Bool) -> Int {
    isTCP ? tcpCount : Self.capacity - 1 - otherCount
  }

  @inline(__always)
  private mutating func take(_ place: Int, isTCP: Bool, timestamp: Int64, mark: UInt32) {
    timestamps[place & 0xFF] = timestamp
    marks[place & 0xFF] = mark
    // The place alone does not tell: the last free one is next for both.
    if isTCP { tcpCount += 1 } else { otherCount += 1 }
  }

  @inline(__always)
  mutating func set(_ field: HeaderField, _ place: Int, _ value: UInt32) {
    // The mask changes nothing; it lets the compiler see that the index is in range.
    values[field.rawValue << 8 + (place & 0xFF)] = value
  }

  /// The short way: Ethernet, IPv4 without options or fragments, TCP, UDP, ICMP or another protocol.
  ///
  /// Returns the place, with 256 added for other packets than TCP, or -1 with nothing stored that
  /// matters when the frame is anything else.
  @inline(__always)
  private mutating func readWholeIPv4(
    _ bytes: RawSpan,
    at offset: Int,
    length: Int,
    isShallow: Bool
  ) -> Int {
    // Ethernet, IPv4 and TCP without options; what is shorter goes the long way.
    guard length >= 54 else { return -1 }
    let header = bytes.extracting(offset..<offset + 54)
    // EtherType, version and header length in one load: 0x0800, 0x45.
    guard header.uint32(at: 12) & 0xFFFF_FF00 == 0x0800_4500 else { return -1 }
    let totalLength = Int(header.uint16(at: 16))
    let fragmentation = header.uint16(at: 20)
    guard fragmentation & 0x3FFF == 0, totalLength >= 20 else { return -1 }
    let number = header.byte(at: 23)
    let available = min(length - 34, totalLength - 20)
    var place = nextPlace(isTCP: number == 6)
    switch number {
    case 6:
      guard available >= 20 else { return -1 }
      let offsetAndFlags = UInt32(header.uint16(at: 46))
      let headerLength = Int(offsetAndFlags >> 12) * 4
      guard headerLength >= 20, available >= headerLength else { return -1 }
      if !isShallow {
        guard headerLength == 20 || readOptions(bytes, at: offset + 54, headerLength - 20, place)
        else { return -1 }
        storeTCP(header, at: place, hasOptions: headerLength > 20)
        set(.ports, place, header.uint32(at: 34) << 16 | UInt32(header.uint16(at: 34)))
        set(.payloadLength, place, UInt32(available - headerLength))
      }
      set(.shape, place, 0x0406_0000 | offsetAndFlags & 0x0FFF)
      set(.label, place, UInt32(header.uint16(at: 36)))
      set(.sequence, place, header.uint32(at: 38))
    case 17:
      guard available >= 8 else { return -1 }
      let datagramLength = header.uint16(at: 38)
      guard datagramLength == 0 || datagramLength >= 8 else { return -1 }
      set(.shape, place, 0x0411_0000)
      set(.label, place, 0x1_0000 | UInt32(header.uint16(at: 36)))
      if !isShallow {
        set(.ports, place, header.uint32(at: 34) << 16 | UInt32(header.uint16(at: 34)))
        storeWithoutTCP(at: place, icmp: 0, payloadLength: available - 8)
        storePayload(bytes, offset + 42..<offset + 34 + available, at: place)
      }
      place |= 0x100
    case 1:
      guard available >= 8 else { return -1 }
      set(.shape, place, 0x0401_0000)
      set(.label, place, 0x2_0001)
      if !isShallow {
        set(.ports, place, 0)
        let icmp = UInt32(header.uint16(at: 34))
        storeWithoutTCP(at: place, icmp: icmp, payloadLength: available - 8)
      }
      place |= 0x100
    default:
      return -1
    }
    set(.source, place, header.uint32(at: 26))
    set(.destination, place, header.uint32(at: 30))
    if !isShallow {
      set(.identification, place, UInt32(header.uint16(at: 18)))
      set(.timeToLive, place, UInt32(header.byte(at: 22)))
      set(.fragmentation, place, UInt32(fragmentation))
    }
    return place
  }

  /// Stores the columns of TCP alone from Ethernet, IPv4 and TCP headers.
  @inline(__always)
  private mutating func storeTCP(_ header: RawSpan, at place: Int, hasOptions: Bool) {
    if !hasOptions {
      set(.optionKinds, place, 0)
      set(.maximumSegmentSize, place, HeaderField.absent)
      set(.windowScale, place, HeaderField.absent)
    }
    set(.acknowledgement, place, header.uint32(at: 42))
    set(.window, place, UInt32(header.uint16(at: 48)))
    set(.icmp, place, 0)
  }

  /// Stores what sound options say; false sends the frame the long way, which notes the fault.
  @inline(never)
  private mutating func readOptions(
    _ bytes: RawSpan,
    at offset: Int,
    _ length: Int,
    _ place: Int
  ) -> Bool {
    let options = TCPOptions(decoding: bytes, in: offset..<offset + length)
    guard options.faultOffset == nil else { return false }
    store(options, at: place)
    return true
  }

  @inline(__always)
  mutating func store(_ options: TCPOptions, at place: Int) {
    set(.optionKinds, place, options.packedKinds)
    set(
      .maximumSegmentSize,
      place,
      options.maximumSegmentSize.map(UInt32.init) ?? HeaderField.absent
    )
    set(.windowScale, place, options.windowScale.map(UInt32.init) ?? HeaderField.absent)
  }

  @inline(__always)
  mutating func storeWithoutTCP(at place: Int, icmp: UInt32, payloadLength: Int) {
    set(.sequence, place, 0)
    set(.acknowledgement, place, 0)
    set(.window, place, 0)
    set(.optionKinds, place, 0)
    set(.maximumSegmentSize, place, HeaderField.absent)
    set(.windowScale, place, HeaderField.absent)
    set(.icmp, place, icmp)
    set(.payloadLength, place, UInt32(payloadLength))
  }

  mutating func storePayload(_ bytes: RawSpan, _ range: Range<Int>, at place: Int) {
    for word in 0..<4 {
      let start = range.lowerBound + word * 4
      var value: UInt32 = 0
      if start + 4 <= range.upperBound {
        value = bytes.uint32(at: start)
      } else {
        for offset in start..<start + 4 {
          value = value << 8 | (offset < range.upperBound ? UInt32(bytes.byte(at: offset)) : 0)
        }
      }
      set(HeaderField(rawValue: HeaderField.payload0.rawValue + word), place, value)
    }
  }
}
