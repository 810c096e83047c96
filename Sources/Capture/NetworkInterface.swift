import Glibc

/// A network interface of this machine, as the system describes it now.
public struct NetworkInterface: Hashable, Sendable {
  /// Its name, such as `eth0`.
  public let name: String
  /// Its number, which a new interface of the same name does not have.
  public let index: UInt32
  /// Whether it is switched on and has a link, so that packets can come.
  public let isUp: Bool

  /// The interface of a name, nil where there is none.
  public init?(named name: String) {
    let index = unsafe if_nametoindex(name)
    guard index > 0 else { return nil }
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return nil }
    defer { unsafe freeifaddrs(list) }
    let wanted = UInt32(IFF_UP) | UInt32(IFF_RUNNING)
    var isUp = false
    var next = unsafe list
    while let entry = unsafe next {
      if let text = unsafe entry.pointee.ifa_name, unsafe String(cString: text) == name {
        isUp = unsafe entry.pointee.ifa_flags & wanted == wanted
        break
      }
      unsafe next = entry.pointee.ifa_next
    }
    self.name = name
    self.index = index
    self.isUp = isUp
  }
}
