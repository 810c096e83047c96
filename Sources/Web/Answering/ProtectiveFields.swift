import Hummingbird

/// The fields that tell browsers what pages may do (docs/web.md).
struct ProtectiveFields: Sendable {
  private let fields: [(HTTPFields.Element.Name, String)]

  /// The fields of a site.
  ///
  /// - Parameter isSecure: Whether it is reached through TLS.
  init(isSecure: Bool) {
    var texts = [
      ("X-Content-Type-Options", "nosniff"),
      ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("X-Frame-Options", "DENY"),
      (
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
      ),
    ]
    if isSecure { texts.append(("Strict-Transport-Security", "max-age=31536000")) }
    fields = texts.compactMap { name, value in HTTPFields.Element.Name(name).map { ($0, value) } }
  }

  /// Puts them into a response.
  func add(to response: inout Response) {
    for (name, value) in fields { response.headers[name] = value }
    // A figure that is opened by itself styles itself and does nothing else.
    response.headers[.contentSecurityPolicy] =
      response.headers[.contentType] == Answer.Kind.svg.rawValue
      ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
      : "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
        + "connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
  }
}
