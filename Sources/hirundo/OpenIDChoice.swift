import Registry
import Web
import Yams

/// What `serve.open-id` of hirundo.yaml says (docs/operations/open-id.md).
struct OpenIDChoice {
  private static let keys = [
    "issuer", "client", "secret-file", "name", "scopes", "name-claim", "accounts", "role-claim",
    "roles",
  ]

  /// The provider, without its secret.
  let settings: OpenIDSettings
  /// The file that has the secret; nil for a client without one.
  let secretFile: String?

  /// Reads the keys.
  init(_ node: Node, _ path: String) throws {
    let place = "open-id"
    let entries = try Configuration.entries(node, place, Self.keys, path)
    let values = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    func text(_ key: String) throws -> String? {
      try values[key].map { try Configuration.text($0, key, path) }
    }
    guard let issuer = try text("issuer"), let client = try text("client") else {
      throw Configuration.failure(
        node,
        place,
        "issuer or client is missing",
        "write both, as the provider shows them",
        path
      )
    }
    secretFile = try text("secret-file")
    do {
      var settings = try OpenIDSettings(issuer: issuer, client: client)
      if let name = try text("name") { settings.name = String(name.prefix(60)) }
      if let scopes = values["scopes"] {
        settings.scopes = try Configuration.list(scopes, "scopes", "[openid, email]", path)
        if !settings.scopes.contains("openid") { settings.scopes.insert("openid", at: 0) }
      }
      if let claim = try text("name-claim") { settings.nameClaim = claim }
      if let accounts = values["accounts"] {
        let word = try Configuration.text(accounts, "accounts", path)
        guard let admission = OpenIDSettings.Admission(rawValue: word) else {
          throw Configuration.failure(
            accounts,
            "accounts",
            "\(word) is neither existing nor made",
            "write one of them",
            path
          )
        }
        settings.admission = admission
      }
      settings.roleClaim = try text("role-claim")
      if let roles = values["roles"] { settings.roles = try Self.roles(roles, path) }
      try settings.check()
      self.settings = settings
    } catch let error as WebError {
      throw Configuration.failure(node, error.place, error.problem, error.remedy, path)
    }
  }

  private static func roles(_ node: Node, _ path: String) throws -> [String: Role] {
    guard case .mapping(let mapping) = node else {
      throw Configuration.failure(
        node,
        "roles",
        "there are no values with roles",
        "write {monitor-analysts: analyst}",
        path
      )
    }
    var roles: [String: Role] = [:]
    for (key, value) in mapping {
      let name = try Configuration.text(key, "roles", path)
      let word = try Configuration.text(value, name, path)
      guard let role = Role(rawValue: word) else {
        throw Configuration.failure(
          value,
          "roles",
          "\(word) is no role",
          "write partner, analyst or admin",
          path
        )
      }
      roles[name] = role
    }
    return roles
  }
}
