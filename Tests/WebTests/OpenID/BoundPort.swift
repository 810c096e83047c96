import Glibc
import Testing

/// A port of loopback that is kept for one test: nobody answers there.
struct BoundPort: ~Copyable {
  let port: Int
  private let descriptor: Int32

  /// Binds a port.
  ///
  /// - Parameter listens: Whether connections are taken, of which nobody reads; else they are refused.
  /// - Throws: That no port can be bound.
  init(listens: Bool) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let failed = unsafe withUnsafeMutablePointer(to: &place) { place in
      unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        unsafe bind(descriptor, place, length) != 0
          || getsockname(descriptor, place, &length) != 0
      }
    }
    try #require(!failed)
    if listens { try #require(listen(descriptor, 16) == 0) }
    port = Int(UInt16(bigEndian: place.sin_port))
  }

  deinit { close(descriptor) }
}
