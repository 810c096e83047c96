import Registry

/// Who may read a page at least.
enum Access: Int, CaseIterable, Sendable, Comparable {
  /// Anybody.
  case everyone
  /// Who has an account.
  case partner
  /// Analysts and admins.
  case analyst
  /// Admins.
  case admin

  /// What a role may read.
  init(_ role: Role) {
    self =
      switch role {
      case .partner: .partner
      case .analyst: .analyst
      case .admin: .admin
      }
  }

  static func < (lhs: Access, rhs: Access) -> Bool { lhs.rawValue < rhs.rawValue }
}
