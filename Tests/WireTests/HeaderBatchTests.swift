import Testing
import Wire

@Suite("A header batch gives what the packets say, whichever way they were read")
struct HeaderBatchTests {
  /// What each column must hold, worked out from a packet; nil where the column says nothing.
  private static func columns(of packet: Packet, _ bytes: [UInt8]) -> [HeaderField: UInt32?] {
    let number = packet.protocol ?? .ipv6NoNextHeader
    let tcp = number == .tcp ? packet.tcp : nil
    let isICMP = number == .icmp || number == .icmpv6
    let hasPorts = number == .tcp || number == .udp
    let ports = hasPorts && packet.targetPort != nil
    let source = ports ? UInt32(packet.sourcePort ?? 0) : 0
    let target = ports ? UInt32(packet.targetPort ?? 0) : 0
    var columns: [HeaderField: UInt32?] = [
      .shape: (packet.ipv4 == nil ? 6 : 4) << 24 | UInt32(number.rawValue) << 16
        | UInt32(tcp?.flags.rawValue ?? 0),
      .source: packet.ipv4?.source.rawValue ?? 0,
      .destination: packet.ipv4?.destination.rawValue ?? 0,
      .ports: target << 16 | source,
      .sequence: tcp?.sequenceNumber ?? 0,
      .acknowledgement: tcp?.acknowledgementNumber ?? 0,
      .window: tcp.map { UInt32($0.window) } ?? 0,
      .identification: UInt32(packet.ipv4?.identification ?? 0),
      .fragmentation: UInt32(packet.ipv4?.flagsAndFragmentOffset ?? 0),
      .optionKinds: tcp == nil ? 0 : packet.tcpOptions.packedKinds,
      .maximumSegmentSize: tcp == nil
        ? .max : packet.tcpOptions.maximumSegmentSize.map { UInt32($0) } ?? .max,
      .windowScale: tcp == nil ? .max : packet.tcpOptions.windowScale.map { UInt32($0) } ?? .max,
      .icmp: isICMP ? UInt32(type(of: packet)) << 8 | UInt32(code(of: packet)) : 0,
      .label: ports
        ? target | (number == .udp ? 0x1_0000 : 0)
        : 0x2_0000 | UInt32(isICMP ? 1 : number.rawValue),
    ]
    switch packet.network {
    case .ipv4(let header): columns[.timeToLive] = UInt32(header.timeToLive)
    case .ipv6(let header): columns[.timeToLive] = UInt32(header.hopLimit)
    case nil: columns[.timeToLive] = nil
    }
    let isCut = if case .cut? = packet.transport { true } else { false }
    let payload = isCut ? [] : Array(bytes[packet.payload])
    columns[.payloadLength] = UInt32(payload.count)
    let words = number == .udp && packet.udp != nil ? payload : []
    for word in 0..<4 {
      let field = HeaderField(rawValue: HeaderField.payload0.rawValue + word)
      columns[field] =
        number == .udp
        ? (0..<4).reduce(0) { value, index in
          let place = word * 4 + index
          return value << 8 | (place < words.count ? UInt32(words[place]) : 0)
        } : UInt32?.none
    }
    return columns
  }

  /// The type of an ICMP message, 255 where it was cut off or lies in another fragment.
  private static func type(of packet: Packet) -> UInt8 {
    if case .cut(let header) = packet.transport { return header.type ?? 255 }
    return packet.icmp?.type ?? 255
  }

  private static func code(of packet: Packet) -> UInt8 {
    if case .cut(let header) = packet.transport { return header.code ?? 255 }
    return packet.icmp?.code ?? 255
  }

  /// How a batch's place for a frame differs from the frame's packet, nil when it does not.
  private static func difference(
    _ bytes: [UInt8],
    as linkType: LinkType,
    originalLength: Int,
    in batch: inout HeaderBatch
  ) -> String? {
    let packet = decode(bytes, as: linkType, originalLength: originalLength)
    let (tcpCount, otherCount) = (batch.tcpCount, batch.otherCount)
    // The frame lies somewhere in a window, as a capture reader has it.
    let window = FrameBytes.zeros(3) + bytes + [0xEE]
    let result = unsafe batch.append(
      window.span.bytes,
      at: 3,
      length: bytes.count,
      originalLength: originalLength,
      linkType: linkType,
      timestamp: 77,
      mark: 5
    )
    let anomaly: Anomaly?
    switch result {
    case .taken: anomaly = nil
    case .takenWithAnomaly(let fault, _): anomaly = fault
    case .refused(let fault):
      let isRight = packet.network == nil && fault == packet.anomalies.first
      return isRight && batch.count == tcpCount + otherCount ? nil : "refused"
    }
    guard packet.network != nil else { return "taken without a network header" }
    guard anomaly == packet.anomalies.first else { return "anomaly \(String(describing: anomaly))" }
    let isTCP = packet.protocol == .tcp
    guard batch.tcpCount == tcpCount + (isTCP ? 1 : 0), batch.count == tcpCount + otherCount + 1
    else { return "place" }
    let place = isTCP ? tcpCount : 255 - otherCount
    guard batch.timestamps[place] == 77, batch.marks[place] == 5 else { return "time or mark" }
    if case .v6(let source) = packet.source, batch.wideSources[place] != source.rawValue {
      return "wide source"
    }
    for (field, value) in columns(of: packet, bytes) {
      if let value, batch.value(field, at: place) != value {
        return "column \(field.rawValue): \(batch.value(field, at: place)), not \(value)"
      }
    }
    return nil
  }

  @Test(
    "Every sample and every prefix of it gives the columns of its packet",
    arguments: SampleFrames.all
  )
  func prefixes(_ sample: SampleFrames.Sample) {
    var batch = HeaderBatch()
    var faults: [String] = []
    for count in 0...sample.bytes.count {
      for originalLength in [sample.bytes.count, count] {
        if batch.count == HeaderBatch.capacity { batch.removeAll() }
        let fault = Self.difference(
          Array(sample.bytes.prefix(count)),
          as: sample.linkType,
          originalLength: originalLength,
          in: &batch
        )
        if let fault { faults.append("\(count) bytes: \(fault)") }
      }
    }
    #expect(faults == [])
  }

  @Test(
    "Every value of every header byte gives the columns of its packet",
    arguments: SampleFrames.transports
  )
  func mutations(_ sample: SampleFrames.Sample) {
    var batch = HeaderBatch()
    var bytes = sample.bytes
    var faults: [String] = []
    for position in 12..<bytes.count {
      let original = bytes[position]
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        if batch.count == HeaderBatch.capacity { batch.removeAll() }
        let fault = Self.difference(
          bytes,
          as: sample.linkType,
          originalLength: bytes.count,
          in: &batch
        )
        if let fault { faults.append("byte \(position) = \(value): \(fault)") }
      }
      bytes[position] = original
    }
    #expect(faults.prefix(5) == [])
  }

  @Test("TCP fills the places from the front and everything else from the back")
  func places() {
    var batch = HeaderBatch()
    let tcp = FrameBytes.ethernet(0x0800, FrameBytes.ipv4(.tcp, FrameBytes.tcp()))
    let udp = FrameBytes.ethernet(0x0800, FrameBytes.ipv4(.udp, FrameBytes.udp([])))
    let arp = FrameBytes.ethernet(0x0806, FrameBytes.zeros(28))
    for (index, bytes) in [tcp, udp, arp, udp, tcp, udp].enumerated() {
      _ = unsafe batch.append(
        bytes.span.bytes,
        at: 0,
        length: bytes.count,
        originalLength: bytes.count,
        linkType: .ethernet,
        timestamp: Int64(index),
        mark: 0
      )
    }
    #expect(batch.tcpPlaces == 0..<2 && batch.otherPlaces == 253..<256)
    #expect(batch.count == 5)
    #expect(batch.tcpPlaces.map { batch.timestamps[$0] } == [0, 4])
    #expect(batch.otherPlaces.map { batch.timestamps[$0] } == [5, 3, 1])
  }

  @Test("A batch holds 256 packets of either kind, and is empty again after removeAll")
  func capacity() {
    var batch = HeaderBatch()
    for isTCP in [true, false] {
      for number in 0..<256 {
        let packet =
          isTCP
          ? FrameBytes.ipv4(.tcp, FrameBytes.tcp()) : FrameBytes.ipv4(.udp, FrameBytes.udp([]))
        let bytes = FrameBytes.ethernet(0x0800, packet)
        _ = unsafe batch.append(
          bytes.span.bytes,
          at: 0,
          length: bytes.count,
          originalLength: bytes.count,
          linkType: .ethernet,
          timestamp: 0,
          mark: UInt32(number)
        )
      }
      #expect(batch.count == 256)
      #expect((isTCP ? batch.tcpPlaces : batch.otherPlaces) == 0..<256)
      let marks = (0..<256).map { batch.marks[$0] }
      #expect(marks == Array(isTCP ? Array(0..<256) : (0..<256).reversed()))
      let wide = batch.values(.shape, group: 15)
      #expect(wide == SIMD16(repeating: isTCP ? 0x0406_0002 : 0x0411_0000))
      batch.removeAll()
      #expect(batch.tcpPlaces == 0..<0 && batch.otherPlaces == 256..<256)
    }
  }
}
