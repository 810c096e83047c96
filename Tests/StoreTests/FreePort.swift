import Glibc
import Testing

/// A socket bound to a port that was free.
struct FreePort {
  let descriptor: Int32
  let port: Int

  init(address: String) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = unsafe inet_addr(address)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let failed = unsafe withUnsafeMutablePointer(to: &place) { place in
      unsafe place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        unsafe bind(descriptor, place, length) != 0
          || getsockname(descriptor, place, &length) != 0
      }
    }
    try #require(!failed)
    port = Int(UInt16(bigEndian: place.sin_port))
  }
}
