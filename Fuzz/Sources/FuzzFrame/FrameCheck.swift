import Wire

/// What must hold for any bytes at all.
struct FrameCheck {
  /// What the first byte of the frame is.
  var linkType: LinkType
  /// The number of bytes that are said to have been on the wire.
  var originalLength: Int

  /// Decodes a frame and traps when a promise of `Wire` is broken.
  func run(_ frame: RawSpan) {
    let packet = Packet(decoding: frame, linkType: linkType, originalLength: originalLength)
    checkBounds(packet, in: frame)
    checkColumns(packet, frame)
    // A packet is a value: the same bytes give the same packet.
    let again = Packet(decoding: frame, linkType: linkType, originalLength: originalLength)
    precondition(packet == again, "the same frame decodes twice to different packets")
  }

  private func checkBounds(_ packet: Packet, in frame: RawSpan) {
    for range in [packet.payload, packet.tcpOptionBytes] where !range.isEmpty {
      precondition(range.lowerBound >= 0 && range.upperBound <= frame.byteCount, "a range leaves")
    }
    precondition(packet.layers.count <= LayerPath.capacity, "the path is longer than it may be")
    for anomaly in packet.anomalies {
      let offsets = 0...frame.byteCount
      precondition(offsets.contains(anomaly.offset), "an anomaly lies elsewhere: \(anomaly)")
    }
    precondition(packet.anomalies.count <= 2 * LayerPath.capacity, "anomalies without bound")
    precondition(!"\(packet.layers)\(packet.vlanTags)\(packet.tcpOptions.kinds)".contains("\0"))
  }

  /// The hot loop's columns must be those of the packet, whichever way they were filled.
  private func checkColumns(_ packet: Packet, _ frame: RawSpan) {
    var batch = HeaderBatch()
    let appended = batch.append(
      frame,
      at: 0,
      length: frame.byteCount,
      originalLength: originalLength,
      linkType: linkType,
      timestamp: 1,
      mark: 2
    )
    switch appended {
    case .refused(let anomaly):
      precondition(packet.network == nil, "a frame with an IP header is refused")
      precondition(anomaly == packet.anomalies.first, "the refusal gives another reason")
      precondition(batch.count == 0, "a refused frame has a place")
      return
    case .taken:
      precondition(packet.anomalies.isEmpty, "an anomaly is lost: \(packet.anomalies)")
    case .takenWithAnomaly(let anomaly, _):
      precondition(anomaly == packet.anomalies.first, "another anomaly is given")
    }
    precondition(batch.count == 1, "a taken frame has no place")
    let place = batch.tcpCount == 1 ? 0 : HeaderBatch.capacity - 1
    precondition(batch.timestamps[place] == 1 && batch.marks[place] == 2, "the marks are lost")
    precondition((packet.protocol == .tcp) == (batch.tcpCount == 1), "TCP is in the wrong half")
    switch packet.network {
    case .ipv4(let header):
      precondition(batch.value(.source, at: place) == header.source.rawValue, "source")
      precondition(batch.value(.destination, at: place) == header.destination.rawValue, "target")
      precondition(batch.value(.timeToLive, at: place) == UInt32(header.timeToLive), "TTL")
    case .ipv6(let header):
      precondition(batch.wideSources[place] == header.source.rawValue, "IPv6 source")
    case nil:
      preconditionFailure("a frame without an IP header is taken")
    }
    // Behind an authentication header the protocol stays AH: TCP's columns are then empty.
    if packet.protocol == .tcp, case .tcp(let header)? = packet.transport {
      precondition(batch.value(.sequence, at: place) == header.sequenceNumber, "sequence")
      precondition(batch.value(.window, at: place) == UInt32(header.window), "window")
      precondition(
        batch.value(.optionKinds, at: place) == packet.tcpOptions.packedKinds,
        "option kinds"
      )
    } else {
      precondition(batch.value(.sequence, at: place) == 0, "a sequence number from nowhere")
    }
    // Behind a transport header that is cut nothing is known to be payload.
    let isCut = if case .cut? = packet.transport { true } else { false }
    let payloadLength = isCut ? 0 : UInt32(packet.payload.count)
    precondition(batch.value(.payloadLength, at: place) == payloadLength, "payload length")
    var ports: UInt32 = 0
    if packet.protocol == .tcp || packet.protocol == .udp,
      let source = packet.sourcePort, let target = packet.targetPort
    {
      ports = UInt32(target) << 16 | UInt32(source)
    }
    precondition(batch.value(.ports, at: place) == ports, "ports")
  }
}
