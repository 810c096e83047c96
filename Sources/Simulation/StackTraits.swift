/// The header values by which a sender's software is known.
struct StackTraits {
  /// How the identification of the IPv4 header is made.
  enum Identification {
    case random
    /// The same in every packet.
    case fixed(UInt16)
    /// Random, but never the one that older releases are known by.
    case randomExcept(UInt16)
    /// (destination ^ target port ^ sequence number) & 0xFFFF.
    case target
  }

  /// How long a random value stays the same.
  enum Scope {
    case packet
    case process
  }

  /// The time to live of the sender, before routers count it down; nil for nmap's random one.
  var timeToLive: UInt8?
  /// Whether the packets must not be fragmented.
  var dontFragment = false
  var identification = Identification.random
  /// The window, nil where every process has its own.
  var window: UInt16?
  var sourcePorts: ClosedRange<UInt16> = 1024...65535
  var sourcePortScope = Scope.process
  /// The scope of the sequence number, nil where it is the destination address.
  var sequenceNumber: Scope? = .packet
  /// The TCP options.
  var options: [UInt8] = []
  /// Where in the options the time of the sender's clock goes.
  var timestampOffset: Int?

  init(_ style: HeaderStyle) {
    switch style {
    case .mirai, .miraiOptions:
      timeToLive = 64
      sequenceNumber = nil
      if style == .miraiOptions { options = Self.maximumSegmentSize + [1, 3, 3, 6] }
    case .zmapIdentification:
      timeToLive = 255
      identification = .fixed(54321)
      window = 65535
      sourcePorts = 32768...61000
      sourcePortScope = .packet
    case .zmapOptions:
      timeToLive = 255
      identification = .randomExcept(54321)
      window = 65535
      sourcePorts = 32768...61000
      sourcePortScope = .packet
      options = Self.windowsOptions
    case .masscan, .masscanOptions:
      timeToLive = 255
      identification = .target
      window = style == .masscan ? 1024 : 1025
      sourcePorts = 40000...60000
      if style == .masscanOptions { options = Self.maximumSegmentSize }
    case .nmap:
      timeToLive = nil
      window = 1024
      sourcePorts = 32768...65535
      sequenceNumber = .process
      options = Self.maximumSegmentSize
    case .linux, .backscatter:
      timeToLive = 64
      dontFragment = true
      window = 64240
      sourcePorts = 32768...60999
      sourcePortScope = .packet
      options = Self.maximumSegmentSize + [4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 7]
      timestampOffset = 8
    case .windows:
      timeToLive = 128
      dontFragment = true
      window = 64240
      sourcePorts = 49152...65535
      sourcePortScope = .packet
      options = Self.windowsOptions
    }
  }

  /// Maximum segment size 1460 (RFC 9293 §3.7.1).
  static let maximumSegmentSize: [UInt8] = [2, 4, 0x05, 0xB4]
  /// Kinds 2-1-3-1-1-4: segment size 1460, window scale 8, selective acknowledgements.
  private static let windowsOptions = maximumSegmentSize + [1, 3, 3, 8, 1, 1, 4, 2]
}
