import Crypto
import Foundation
import Shipping

/// One way through a provider and back, bound to a browser by a cookie.
///
/// The cookie has a secret, of which state, nonce and code verifier are digests: nothing is kept here, so strangers who begin and
/// never come back cost nothing, and none of the three tells another.
struct OpenIDAttempt: Hashable, Sendable {
  /// How long somebody has to sign in at the provider, in seconds.
  static let lifetime = 600

  private let secret: [UInt8]
  /// Where they wanted to go.
  let next: String

  /// An attempt that begins.
  init(next: String) {
    secret = Secret.random()
    self.next = SignInPages.local(next)
  }

  /// The attempt of a cookie; nil for what is none.
  init?(cookie: String) {
    let parts = cookie.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let secret = EnrolmentToken.bytes(String(parts[0])),
      let next = String(parts[1]).removingPercentEncoding
    else { return nil }
    self.secret = secret
    self.next = SignInPages.local(next)
  }

  /// What its cookie has.
  var cookie: String { "\(Secret.text(of: secret)).\(FormFields.encoded(next))" }

  /// What comes back with the browser (RFC 6749, section 10.12).
  var state: String { part("state") }
  /// What comes back in the token (OpenID Connect Core 1.0, section 15.5.2).
  var nonce: String { part("nonce") }
  /// What the provider asks for when the code is used (RFC 7636, section 4.1).
  var verifier: String { part("verifier") }
  /// What the provider is told of it beforehand: S256.
  var challenge: String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private func part(_ name: String) -> String { Secret.digest(of: Array(name.utf8) + secret) }
}

extension CookieNames {
  /// What binds a sign-in through a provider to a browser.
  var openID: String { prefix + "hirundo-open-id" }
}
