import Foundation

/// How a server is convinced that it is us: the password, and the authority that signed its certificate.
public struct StoreLogin: Sendable {
  /// The variable of the environment that holds the password.
  public static let passwordVariable = "HIRUNDO_STORE_PASSWORD"

  /// The password, empty where the user has none.
  let password: String
  /// A file of certificates in PEM form that sign the server's; nil for those of the system.
  public let authorityFile: String?

  /// A login with a password that the caller has.
  public init(password: String = "", authorityFile: String? = nil) {
    self.password = password
    self.authorityFile = authorityFile
  }

  /// A login whose password is the first line of a file, or else stands in the environment.
  public init(
    passwordFile: String?,
    environment: [String: String],
    authorityFile: String? = nil
  ) throws(StoreError) {
    self.authorityFile = authorityFile
    guard let passwordFile else {
      password = environment[Self.passwordVariable] ?? ""
      return
    }
    guard let bytes = FileManager.default.contents(atPath: passwordFile), bytes.count <= 4096,
      let text = String(data: bytes, encoding: .utf8)
    else {
      throw StoreError(
        kind: .configuration,
        place: passwordFile,
        problem: "no password can be read from it",
        remedy: "give a file whose first line is the password, or set \(Self.passwordVariable)"
      )
    }
    password = String(text.prefix { !$0.isNewline })
  }
}

extension StoreLogin: CustomStringConvertible, CustomReflectable {
  /// Nothing of the password.
  public var description: String { password.isEmpty ? "no password" : "a password" }

  /// Nothing of the password, for `dump` and the debugger's descriptions either.
  public var customMirror: Mirror {
    Mirror(self, children: ["authorityFile": authorityFile as Any])
  }
}
