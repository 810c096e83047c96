import Testing
import Wire

@Suite("Every prefix and every mutation of a frame")
struct EveryPrefixTests {
  @Test(
    "A prefix gives the whole frame's fields or none, and says what is missing",
    arguments: SampleFrames.all
  )
  func prefixes(_ sample: SampleFrames.Sample) {
    let whole = decode(sample.bytes, as: sample.linkType)
    #expect(whole.anomalies == [])
    var faults: [String] = []
    for count in 0..<sample.bytes.count {
      for originalLength in [sample.bytes.count, count] {
        let part = decode(
          Array(sample.bytes.prefix(count)),
          as: sample.linkType,
          originalLength: originalLength
        )
        let isCut = originalLength > count
        let fault =
          Self.fault(of: part, in: whole) ?? Self.fault(of: part, count: count, isCut: isCut)
        if let fault { faults.append("\(count) of \(originalLength) bytes: \(fault)") }
      }
    }
    #expect(faults == [])
  }

  /// The first field of a part that contradicts the whole.
  private static func fault(of part: Packet, in whole: Packet) -> String? {
    func differs<Value: Equatable>(_ field: (Packet) -> Value?) -> Bool {
      field(part).map { $0 != field(whole) } ?? false
    }
    if differs(\.network) { return "network" }
    if differs(\.source) || differs(\.destination) { return "addresses" }
    if differs(\.fragment) { return "fragment" }
    if differs(\.sourcePort) || differs(\.targetPort) { return "ports" }
    if differs(\.tcp) || differs(\.udp) || differs(\.icmp) { return "transport" }
    if case .cut(let cut) = part.transport {
      if let number = cut.sequenceNumber, number != whole.tcp?.sequenceNumber { return "sequence" }
      if let number = cut.acknowledgementNumber, number != whole.tcp?.acknowledgementNumber {
        return "acknowledgement"
      }
      if let flags = cut.flags, flags != whole.tcp?.flags { return "flags" }
      if let window = cut.window, window != whole.tcp?.window { return "window" }
      if let length = cut.datagramLength, length != whole.udp?.datagramLength { return "length" }
      if let type = cut.type, type != whole.icmp?.type { return "type" }
      if let code = cut.code, code != whole.icmp?.code { return "code" }
    }
    if let quoted = part.quoted, let wholeQuoted = whole.quoted {
      if quoted.source != wholeQuoted.source || quoted.destination != wholeQuoted.destination {
        return "quoted addresses"
      }
      if let port = quoted.targetPort, port != wholeQuoted.targetPort { return "quoted port" }
    }
    if !whole.layers.description.hasPrefix(part.layers.description) { return "layers" }
    if !whole.vlanTags.description.hasPrefix(part.vlanTags.description) { return "tags" }
    return nil
  }

  /// The first thing by which a part's anomaly or soundness is wrong.
  private static func fault(of part: Packet, count: Int, isCut: Bool) -> String? {
    if part.payload.upperBound > count { return "payload \(part.payload)" }
    if part.tcpOptionBytes.upperBound > count { return "options \(part.tcpOptionBytes)" }
    guard let anomaly = part.anomalies.first else {
      // Nothing is said only where all headers are there, and where a label stack ends the frame.
      let isWhole = part.transport != nil || part.protocol == .gre || part.fragment != nil
      let endsInLabels = part.layers.description.hasSuffix("mpls")
      return isWhole || endsInLabels ? nil : "no anomaly"
    }
    if part.anomalies.count > 1 { return "\(part.anomalies)" }
    if anomaly.rule != (isCut ? .cut : .missingBytes) { return "\(anomaly)" }
    if anomaly.offset + anomaly.had != count { return "\(anomaly)" }
    if anomaly.had >= anomaly.needed { return "\(anomaly)" }
    return nil
  }

  @Test(
    "No value of any byte makes the reader trap or leave the frame",
    arguments: SampleFrames.transports
  )
  func mutations(_ sample: SampleFrames.Sample) {
    var bytes = sample.bytes
    let count = bytes.count
    var faults: [String] = []
    for position in bytes.indices {
      let original = bytes[position]
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        let packet = decode(bytes, as: sample.linkType)
        let isInside =
          packet.payload.upperBound <= count && packet.tcpOptionBytes.upperBound <= count
          && packet.anomalies.allSatisfy { (0...count).contains($0.offset) }
        if !isInside { faults.append("byte \(position) = \(value)") }
      }
      bytes[position] = original
    }
    #expect(faults == [])
  }

  @Test(
    "An empty frame of every link type is an anomaly",
    arguments: [
      0, 1, 9, 12, 50, 51, 101, 104, 108, 113, 228, 229, 276,
    ] as [UInt16]
  )
  func emptyFrames(_ linkType: UInt16) {
    let packet = decode([], as: LinkType(rawValue: linkType), originalLength: 60)
    #expect(packet.anomalies.count == 1)
    #expect(packet.anomalies.first?.rule == .cut)
    #expect(packet.network == nil)
  }
}
