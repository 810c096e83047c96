public import Wire

/// How a TCP stack words its SYN: window, option kinds, maximum segment size, window scale.
///
/// The form is MuonFP's (github.com/sundruid/muonfp, MIT): `1024:2:1460:`, `65535:2-1-3-1-1-4:1460:8`, with
/// an empty field where an option is absent.
public struct StackFingerprint: Hashable, Sendable {
  /// The window of the SYN, unscaled.
  public var window: UInt16
  /// The option kinds as `TCPOptions.packedKinds`.
  public var optionKinds: UInt32
  /// The maximum segment size, nil when absent.
  public var maximumSegmentSize: UInt16?
  /// The window scale, nil when absent.
  public var windowScale: UInt8?

  /// The fingerprint of a packet in a batch: one that is TCP with SYN and without ACK.
  ///
  /// - Parameters:
  ///   - batch: The packets.
  ///   - place: The packet's place.
  public init(_ batch: borrowing HeaderBatch, at place: Int) {
    window = UInt16(truncatingIfNeeded: batch.value(.window, at: place))
    optionKinds = batch.value(.optionKinds, at: place)
    maximumSegmentSize = UInt16(exactly: batch.value(.maximumSegmentSize, at: place))
    windowScale = UInt8(exactly: batch.value(.windowScale, at: place))
  }

  /// The fingerprint of a packet, nil unless it is TCP with SYN and without ACK.
  public init?(_ packet: Packet) {
    guard let tcp = packet.tcp, tcp.flags.contains(.syn), !tcp.flags.contains(.ack) else {
      return nil
    }
    window = tcp.window
    optionKinds = packet.tcpOptions.packedKinds
    maximumSegmentSize = packet.tcpOptions.maximumSegmentSize
    windowScale = packet.tcpOptions.windowScale
  }
}

extension StackFingerprint: CustomStringConvertible {
  /// The four fields, joined by colons.
  public var description: String { "\(window):\(options)" }

  /// All fields but the window, joined by colons.
  public var options: String {
    let size = maximumSegmentSize.map { String($0) } ?? ""
    let scale = windowScale.map { String($0) } ?? ""
    return "\(TCPOptions.kinds(packed: optionKinds)):\(size):\(scale)"
  }
}
