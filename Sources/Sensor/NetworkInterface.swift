import Glibc
import Wire

/// A network interface of this machine with its addresses (getifaddrs(3)).
struct NetworkInterface: Hashable {
  /// The name.
  let name: String
  /// Whether packets can come.
  private(set) var isUp: Bool
  /// The addresses, but for those that hold on the link only.
  private(set) var addresses: [IPAddress] = []

  /// All interfaces, in the system's order.
  static func all() -> [NetworkInterface] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var interfaces: [NetworkInterface] = []
    var next = unsafe list
    while let entry = unsafe next {
      unsafe next = entry.pointee.ifa_next
      let name = unsafe String(cString: entry.pointee.ifa_name)
      let isUp = unsafe entry.pointee.ifa_flags & UInt32(IFF_UP) != 0
      if !interfaces.contains(where: { $0.name == name }) {
        interfaces.append(NetworkInterface(name: name, isUp: isUp))
      }
      guard let socket = unsafe entry.pointee.ifa_addr, let address = unsafe address(socket),
        let place = interfaces.firstIndex(where: { $0.name == name })
      else { continue }
      interfaces[place].addresses.append(address)
    }
    return interfaces
  }

  private static func address(_ socket: UnsafePointer<sockaddr>) -> IPAddress? {
    let family = unsafe Int32(socket.pointee.sa_family)
    guard family == AF_INET || family == AF_INET6 else { return nil }
    let length =
      family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let status = unsafe getnameinfo(
      socket,
      socklen_t(length),
      &text,
      socklen_t(text.count),
      nil,
      0,
      NI_NUMERICHOST
    )
    // An address that holds on its link only has a zone behind it, and is no address for this.
    guard status == 0 else { return nil }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return IPAddress(String(decoding: bytes, as: UTF8.self))
  }
}
