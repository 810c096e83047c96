import Foundation
import Web

/// The secret of the provider, which stands in a file of its own.
extension Configuration {
  /// The provider with its secret; nil where none is configured.
  ///
  /// - Throws: `InputError` where the file cannot be read, or others may read it.
  func openIDWithSecret() throws -> OpenIDSettings? {
    guard var settings = openID else { return nil }
    guard let file = openIDSecretFile else { return settings }
    let text = String(decoding: try SmallFile.contents(of: file), as: UTF8.self)
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o007 == 0 else {
      throw InputError("\(file): everyone on this machine may read the secret; chmod 640 it")
    }
    guard let secret = ClientSecret(text) else {
      throw InputError("\(file): this is no secret of one line; write the client's secret there")
    }
    settings.secret = secret
    return settings
  }
}
