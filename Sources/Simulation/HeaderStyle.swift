/// Which software's headers a population's packets carry.
///
/// The rules and their sources are those of docs/formats/scenario.md, "Header styles".
public enum HeaderStyle: String, CaseIterable, Sendable {
  /// Mirai as published: sequence number = destination address, no options, TTL from 64.
  case mirai
  /// A Mirai variant: sequence number = destination address, TCP options as of a small system.
  case miraiOptions = "mirai-options"
  /// ZMap before 4.1.0: identification 54321, window 65535, no options, TTL from 255.
  case zmapIdentification = "zmap-ipid"
  /// ZMap since 4.1.0: the options of a Windows SYN without DF, TTL from 255.
  case zmapOptions = "zmap-options"
  /// masscan to 1.3.2: identification made of the target, window 1024, no options, TTL from 255.
  case masscan
  /// masscan since November 2023: as before with window 1025 and MSS 1460.
  case masscanOptions = "masscan-options"
  /// nmap's SYN scan: window 1024, MSS 1460, TTL 37 to 59, one sequence number a run.
  case nmap
  /// The connect call of a Linux host: window 64240, options 2-4-8-1-3, TTL from 64, DF.
  case linux
  /// The connect call of a Windows host: window 64240, options 2-1-3-1-1-4, TTL from 128, DF.
  case windows
  /// Answers of hosts that are sent packets in the sensors' names.
  case backscatter

  /// Whether packets are Mirai-type: TCP SYN with the destination address as sequence number.
  public var isMirai: Bool { self == .mirai || self == .miraiOptions }

  /// Whether packets of a kind can carry these headers.
  func carries(_ traffic: Traffic) -> Bool {
    switch self {
    case .backscatter: traffic.isAnswer
    case .mirai, .miraiOptions, .masscan, .masscanOptions, .nmap: traffic.isSYN
    case .zmapIdentification, .zmapOptions, .linux, .windows: !traffic.isAnswer
    }
  }
}
