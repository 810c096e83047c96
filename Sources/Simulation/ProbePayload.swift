/// The request that a UDP service answers: what a scanner of its port sends.
struct ProbePayload {
  /// The bytes, empty for ports without a known request.
  let bytes: [UInt8]

  /// The request to a port.
  init(port: UInt16) {
    switch port {
    case 17, 19: bytes = [0x0D, 0x0A]  // RFC 864, 865: any datagram is answered
    case 53: bytes = Self.domainName
    case 69: bytes = [0, 1] + Self.ascii("hirundo\0octet\0")  // RFC 1350 §5: read request
    case 111: bytes = Self.portMapper
    case 123: bytes = [0x17, 0, 3, 0x2A, 0, 0, 0, 0]  // ntpd's mode 7, request code 42
    case 137: bytes = Self.netBIOS
    case 161: bytes = Self.networkManagement
    case 389: bytes = Self.directory
    case 427: bytes = Self.serviceLocation
    case 1900: bytes = Self.plugAndPlay
    case 5060: bytes = Self.sessionInitiation
    case 5353: bytes = Self.multicastDomainName
    case 10001: bytes = [1, 0, 0, 0]  // device discovery, version 1, command 0, no fields
    case 11211: bytes = [0, 1, 0, 0, 0, 1, 0, 0] + Self.ascii("stats\r\n")
    case 27015: bytes = [0xFF, 0xFF, 0xFF, 0xFF] + Self.ascii("TSource Engine Query\0")
    default: bytes = []
    }
  }

  private static func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// RFC 1035 §4.1: one question for all records (QTYPE 255, RFC 8482) of example.com.
  private static let domainName: [UInt8] =
    [0x48, 0x69, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    + [7] + ascii("example") + [3] + ascii("com") + [0, 0, 255, 0, 1]

  /// RFC 1833 §3, RFC 5531 §9: call of program 100000, version 2, procedure 4 (dump).
  private static let portMapper: [UInt8] =
    [0x48, 0x69, 0x72, 0x75, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0x86, 0xA0]
    + [0, 0, 0, 2, 0, 0, 0, 4] + Array(repeating: 0, count: 16)

  /// RFC 1002 §4.2.17: node status request for the name "*".
  private static let netBIOS: [UInt8] =
    [0x48, 0x69, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 32] + ascii("CK" + String(repeating: "A", count: 30))
    + [0, 0, 33, 0, 1]

  /// RFC 3416 §3: get-bulk of 1.3.6.1.2.1, 10 repetitions, community "public", version 2c.
  private static let networkManagement: [UInt8] =
    [0x30, 0x26, 2, 1, 1, 4, 6] + ascii("public")
    + [0xA5, 0x19, 2, 4, 0x48, 0x69, 0x72, 0x75, 2, 1, 0, 2, 1, 10]
    + [0x30, 0x0B, 0x30, 0x09, 6, 5, 0x2B, 6, 1, 2, 1, 5, 0]

  /// RFC 4511 §4.5.1 over RFC 1798: search of the root for any object.
  private static let directory: [UInt8] =
    [0x30, 0x25, 2, 1, 1, 0x63, 0x20, 4, 0, 10, 1, 0, 10, 1, 0, 2, 1, 0, 2, 1, 0, 1, 1, 0]
    + [0x87, 0x0B] + ascii("objectclass") + [0x30, 0]

  /// RFC 2608 §8.1: request for service agents in the default scope.
  private static let serviceLocation: [UInt8] =
    [2, 1, 0, 0, 54, 0, 0, 0, 0, 0, 0x48, 0x69, 0, 2] + ascii("en")
    + [0, 0, 0, 21] + ascii("service:service-agent") + [0, 7] + ascii("default") + [0, 0, 0, 0]

  /// UPnP Device Architecture 2.0 §1.3.2: search for root devices.
  private static let plugAndPlay = ascii(
    "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n"
      + "MX: 1\r\nST: upnp:rootdevice\r\n\r\n"
  )

  /// RFC 3261 §11.1: the question what the other side can do.
  private static let sessionInitiation = ascii(
    "OPTIONS sip:100@sensor.invalid SIP/2.0\r\n"
      + "Via: SIP/2.0/UDP scanner.invalid:5060;branch=z9hG4bK776\r\nMax-Forwards: 70\r\n"
      + "From: <sip:100@scanner.invalid>;tag=1928\r\nTo: <sip:100@sensor.invalid>\r\n"
      + "Call-ID: 776@scanner.invalid\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n"
  )

  /// RFC 6763 §9: the question which services there are.
  private static let multicastDomainName: [UInt8] =
    [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 9] + ascii("_services") + [7] + ascii("_dns-sd")
    + [4] + ascii("_udp") + [5] + ascii("local") + [0, 0, 12, 0, 1]
}
