/// A person, or another service of the operator's, that may sign in.
public struct Account: Hashable, Sendable {
  /// The most bytes of a name.
  public static let longestName = 64

  /// The name by which they sign in.
  ///
  /// Shape: letters, digits, `.`, `_`, `-` and `@`, at most 64.
  public var name: String
  /// What they may do.
  public var role: Role
  /// The sensors that are theirs, for a partner.
  public var sensors: [String]
  /// When it was made, in nanoseconds since 1970.
  public var created: Int64
  /// Whether they may sign in.
  public var isActive: Bool
  /// Whether a password was chosen.
  public internal(set) var hasPassword: Bool

  /// An account without a password.
  public init(name: String, role: Role, sensors: [String] = [], created: Int64) {
    self.name = name
    self.role = role
    self.sensors = sensors
    self.created = created
    isActive = true
    hasPassword = false
  }

  /// Whether a text can be a name.
  public static func isName(_ text: String) -> Bool {
    (1...longestName).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"), UInt8(ascii: "@"):
          true
        default: false
        }
      }
  }
}
