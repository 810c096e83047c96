/// What a person with an account may see and do; who has none sees what is public.
public enum Role: String, CaseIterable, Hashable, Sendable, Codable {
  /// Their own sensors in full, those of others as the public sees them.
  case partner
  /// Everything that was counted, and what led to it.
  case analyst
  /// The same, and who may do what.
  case admin
}

extension Role: Comparable {
  /// By what a role may do: each may all that the one before may.
  public static func < (lhs: Role, rhs: Role) -> Bool {
    order(lhs) < order(rhs)
  }

  private static func order(_ role: Role) -> Int {
    switch role {
    case .partner: 0
    case .analyst: 1
    case .admin: 2
    }
  }
}
