import Wire

/// Whole frames without a fault, one or more for every header that is read.
enum SampleFrames {
  struct Sample: Sendable, CustomStringConvertible {
    var name: String
    var linkType: LinkType
    var bytes: [UInt8]
    var description: String { name }
  }

  private static let windowsOptions: [UInt8] = [2, 4, 5, 180, 1, 3, 3, 8, 1, 1, 4, 2]

  private static func ethernet(_ name: String, _ type: UInt16, _ payload: [UInt8]) -> Sample {
    Sample(name: name, linkType: .ethernet, bytes: FrameBytes.ethernet(type, payload))
  }

  /// Ethernet with IPv4 or IPv6, by transport.
  static let transports: [Sample] = [
    ethernet("SYN", 0x0800, FrameBytes.ipv4(.tcp, FrameBytes.tcp())),
    ethernet(
      "SYN with options",
      0x0800,
      FrameBytes.ipv4(.tcp, FrameBytes.tcp(options: windowsOptions))
    ),
    ethernet(
      "ACK with timestamps and payload",
      0x0800,
      FrameBytes.ipv4(
        .tcp,
        FrameBytes.tcp(
          options: [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2],
          flags: 0x18,
          payload: [71, 69, 84]
        )
      )
    ),
    ethernet(
      "IPv4 options",
      0x0800,
      FrameBytes.ipv4(.tcp, FrameBytes.tcp(), options: [1, 1, 1, 0])
    ),
    ethernet("UDP", 0x0800, FrameBytes.ipv4(.udp, FrameBytes.udp(Array(1...19)))),
    ethernet("UDP without payload", 0x0800, FrameBytes.ipv4(.udp, FrameBytes.udp([]))),
    ethernet("echo request", 0x0800, FrameBytes.ipv4(.icmp, FrameBytes.icmp(8, 0, [1, 2]))),
    ethernet(
      "unreachable",
      0x0800,
      FrameBytes.ipv4(
        .icmp,
        FrameBytes.icmp(3, 3, FrameBytes.ipv4(.udp, FrameBytes.udp([5, 6])))
      )
    ),
    ethernet(
      "first fragment",
      0x0800,
      FrameBytes.ipv4(.udp, FrameBytes.udp(Array(1...8), length: 2000), fragmentation: 0x2000)
    ),
    ethernet(
      "later fragment",
      0x0800,
      FrameBytes.ipv4(.udp, FrameBytes.zeros(16), fragmentation: 0x0010)
    ),
    ethernet("GRE", 0x0800, FrameBytes.ipv4(.gre, [0, 0, 8, 0, 0x45, 0])),
    ethernet(
      "AH in IPv4",
      0x0800,
      FrameBytes.ipv4(.ah, FrameBytes.authentication(.udp, FrameBytes.udp([1])))
    ),
    ethernet(
      "SYN in IPv6",
      0x86DD,
      FrameBytes.ipv6(.tcp, FrameBytes.tcp(options: [2, 4, 5, 160]))
    ),
    ethernet("UDP in IPv6", 0x86DD, FrameBytes.ipv6(.udp, FrameBytes.udp([1, 2, 3, 4, 5]))),
    ethernet(
      "ICMPv6 error",
      0x86DD,
      FrameBytes.ipv6(
        .icmpv6,
        FrameBytes.icmp(3, 0, FrameBytes.ipv6(.udp, FrameBytes.udp([1])))
      )
    ),
    ethernet(
      "IPv6 with extension headers",
      0x86DD,
      FrameBytes.ipv6(
        .hopByHopOptions,
        FrameBytes.extensionHeader(
          .ipv6Routing,
          FrameBytes.extensionHeader(
            .ipv6DestinationOptions,
            FrameBytes.extensionHeader(
              .ah,
              units: 2,
              FrameBytes.authentication(.tcp, FrameBytes.tcp())
            )
          )
        )
      )
    ),
    ethernet(
      "IPv6 later fragment",
      0x86DD,
      FrameBytes.ipv6(
        .ipv6Fragment,
        FrameBytes.fragmentHeader(.tcp, offset: 100, more: true, FrameBytes.zeros(8))
      )
    ),
  ]

  /// All frames: those of `transports`, and a SYN behind every link header.
  static let all: [Sample] =
    transports
    + LinkTypeTests.cases.map { Sample(name: $0.name, linkType: $0.linkType, bytes: $0.bytes) }
}
