import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
struct ProviderMetadata: Sendable {
  private struct Document: Decodable {
    var issuer: String
    var authorization_endpoint: String
    var token_endpoint: String
    var jwks_uri: String
    var token_endpoint_auth_methods_supported: [String]?
    var authorization_response_iss_parameter_supported: Bool?
  }

  /// Where people sign in.
  let authorization: ProviderAddress
  /// Where codes are used.
  let token: ProviderAddress
  /// Where its keys are.
  let keys: ProviderAddress
  /// Whether the secret goes into the form rather than into a field of the head.
  let takesSecretInForm: Bool
  /// Whether it says who it is when people come back (RFC 9207).
  let namesItself: Bool

  /// Reads the document of an issuer.
  init(_ bytes: [UInt8], of issuer: String) throws(OpenIDRefusal) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw OpenIDRefusal(.provider, "its configuration lacks what a provider says of itself")
    }
    guard document.issuer == issuer else {
      throw OpenIDRefusal(
        .provider,
        "its configuration is of \(OpenIDRefusal.quoted(document.issuer)); write issuer as it is there"
      )
    }
    let isLocal = ProviderAddress(issuer, mayBeLocal: true)?.isLocal ?? false
    func address(_ text: String) throws(OpenIDRefusal) -> ProviderAddress {
      guard let address = ProviderAddress(text, mayBeLocal: isLocal) else {
        throw OpenIDRefusal(.provider, "its configuration has an address that is not https")
      }
      return address
    }
    authorization = try address(document.authorization_endpoint)
    token = try address(document.token_endpoint)
    keys = try address(document.jwks_uri)
    let methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
    takesSecretInForm =
      !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
    namesItself = document.authorization_response_iss_parameter_supported ?? false
  }

  /// Where the document of an issuer is.
  static func address(of issuer: String) -> String {
    "\(issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer)/.well-known/openid-configuration"
  }
}
