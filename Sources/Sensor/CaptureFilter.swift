public import Wire

/// Which frames a sensor takes, as an expression of pcap-filter(7) that the kernel runs.
///
/// All that comes in, but for what is no evidence: ARP, which only neighbours send, the networks that
/// the operator works from, and the answers of the centre. Networks are left out by source address: the
/// sensor's own address may well lie in one of them.
///
/// That only incoming frames are taken is not said here but by `LiveCapture`: what the kernel has before
/// the filter is set is filtered by the library, which knows no `inbound` and would refuse it all.
public struct CaptureFilter: Hashable, Sendable {
  /// The expression.
  public let text: String

  /// The filter of a sensor.
  ///
  /// - Parameters:
  ///   - networks: The networks whose packets are left out.
  ///   - peers: The ends of the sensor's own connections.
  public init(leavingOut networks: [IPPrefix], peers: [CapturePeer]) {
    var terms = ["not arp"]
    for network in networks { terms.append("not src net \(network)") }
    for peer in peers {
      terms.append("not (src host \(peer.address) and tcp src port \(peer.port))")
    }
    text = terms.joined(separator: " and ")
  }
}
