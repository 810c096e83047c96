import Glibc
import Wire

/// A network interface of this machine with its addresses (getifaddrs(3)).
struct AddressedInterface: Hashable {
  /// The name.
  let name: String
  /// Whether packets can come.
  private(set) var isUp: Bool
  /// The addresses, but for those that hold on the link only.
  private(set) var addresses: [IPAddress] = []

  /// All interfaces, in the system's order.
  static func all() -> [AddressedInterface] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var interfaces: [AddressedInterface] = []
    var next = unsafe list
    while let entry = unsafe next {
      unsafe next = entry.pointee.ifa_next
      let name = unsafe String(cString: entry.pointee.ifa_name)
      let isUp = unsafe entry.pointee.ifa_flags & UInt32(IFF_UP) != 0
      if !interfaces.contains(where: { $0.name == name }) {
        interfaces.append(AddressedInterface(name: name, isUp: isUp))
      }
      guard let socket = unsafe entry.pointee.ifa_addr,
        let address = unsafe AddressLookup.address(socket),
        let place = interfaces.firstIndex(where: { $0.name == name })
      else { continue }
      interfaces[place].addresses.append(address)
    }
    return interfaces
  }
}
