import Glibc

/// Sends frames as they are from an interface of this thread's namespace.
struct PacketSender: ~Copyable {
  struct Failure: Error {}

  private let descriptor: Int32

  init(on interface: String) throws {
    let opened = socket(AF_PACKET, Int32(SOCK_RAW.rawValue), 0)
    guard opened >= 0 else { throw Failure() }
    // struct sockaddr_ll of packet(7), which the Glibc module does not show: family, protocol, the
    // interface's number, and twelve bytes that bind(2) does not look at.
    let index = UInt32(unsafe if_nametoindex(interface))
    let family = [UInt8(AF_PACKET), 0, 0, 0]
    let address =
      family + (0..<4).map { UInt8(truncatingIfNeeded: index >> (8 * $0)) }
      + [UInt8](repeating: 0, count: 12)
    let status = unsafe address.withUnsafeBytes { bytes in
      unsafe bind(
        opened,
        bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count)
      )
    }
    guard status == 0 else {
      close(opened)
      throw Failure()
    }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Sends frames, and waits for room where there is none.
  func send(_ frames: [[UInt8]]) throws {
    for frame in frames {
      while unsafe Glibc.send(descriptor, frame, frame.count, 0) != frame.count {
        guard errno == ENOBUFS || errno == EAGAIN else { throw Failure() }
        usleep(100)
      }
    }
  }

  /// UDP over IPv4 over Ethernet to everybody, whose last four bytes are a number.
  ///
  /// From 198.51.100.`host`, port 4000, to 203.0.113.1, port 53 (RFC 5737 addresses).
  static func frame(_ number: Int, from host: UInt8 = 7, length: Int = 60) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: length)
    frame.replaceSubrange(0..<6, with: repeatElement(0xFF, count: 6))
    frame.replaceSubrange(6..<12, with: [2, 0, 0, 0, 0, 1])
    frame.replaceSubrange(12..<16, with: [0x08, 0x00, 0x45, 0x00])
    let total = length - 14
    frame.replaceSubrange(16..<18, with: [UInt8(total >> 8), UInt8(total & 0xFF)])
    frame.replaceSubrange(22..<24, with: [64, 17])
    frame.replaceSubrange(26..<34, with: [198, 51, 100, host, 203, 0, 113, 1])
    frame.replaceSubrange(34..<38, with: [0x0F, 0xA0, 0x00, 53])
    frame.replaceSubrange(38..<40, with: [UInt8((total - 20) >> 8), UInt8((total - 20) & 0xFF)])
    for place in 0..<4 { frame[length - 4 + place] = UInt8(number >> (24 - 8 * place) & 0xFF) }
    return frame
  }
}
