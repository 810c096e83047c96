import Foundation

/// An address at which a provider may be asked: encrypted, or on this machine.
struct ProviderAddress: Hashable, Sendable {
  private static let longest = 2000

  let text: String
  let host: String
  /// Whether it is on this machine and goes without encryption.
  let isLocal: Bool

  /// Reads an address; nil for what is none, names a user or a fragment, or would go in the clear.
  ///
  /// - Parameters:
  ///   - text: The address.
  ///   - mayBeLocal: Whether `http` on this machine is allowed: never for what a provider elsewhere says.
  init?(_ text: String, mayBeLocal: Bool) {
    guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
      let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.fragment == nil
    else { return nil }
    self.text = text
    self.host = host
    let isLoopback = WebSettings.isLoopback(host.trimmingCharacters(in: ["[", "]"]))
    switch parts.scheme {
    case "https": isLocal = false
    case "http" where mayBeLocal && isLoopback: isLocal = true
    default: return nil
    }
  }
}
