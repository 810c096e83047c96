import Glibc
import Wire

/// The addresses that the system knows behind names and sockets.
enum AddressLookup {
  /// The addresses of a host, which may be one itself; none where its name is not known now.
  static func addresses(of host: String) -> [IPAddress] {
    if let address = IPAddress(host) { return [address] }
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [IPAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      unsafe next = entry.pointee.ai_next
      guard let socket = unsafe entry.pointee.ai_addr, let address = unsafe address(socket),
        !addresses.contains(address)
      else { continue }
      addresses.append(address)
    }
    return addresses
  }

  /// The IP address of a socket's address, nil for other families and for addresses with a zone.
  static func address(_ socket: UnsafePointer<sockaddr>) -> IPAddress? {
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
    guard status == 0 else { return nil }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return IPAddress(String(decoding: bytes, as: UTF8.self))
  }
}
