import Hummingbird
import Shipping

/// The cookies of the dashboard; under TLS their prefix ties them to this host alone (RFC 6265bis, section 4.1.3.2).
struct CookieNames: Hashable, Sendable {
  /// Whether browsers send them through TLS only.
  let isSecure: Bool

  /// The session of somebody who signed in.
  var session: String { prefix + "hirundo" }
  /// What ties the forms of somebody who is not signed in to their browser.
  var form: String { prefix + "hirundo-form" }
  /// The language that a reader chose.
  var language: String { prefix + "hirundo-language" }

  /// What stands before the names.
  var prefix: String { isSecure ? "__Host-" : "" }

  /// The value of a cookie; nil where the browser sends none.
  func value(_ name: String, of request: Request) -> String? {
    for field in request.headers[values: .cookie] {
      for pair in field.split(separator: ";") {
        let trimmed = pair.drop { $0 == " " }
        guard let equals = trimmed.firstIndex(of: "="), trimmed[..<equals] == name else { continue }
        return String(trimmed[trimmed.index(after: equals)...])
      }
    }
    return nil
  }

  /// The secret in a cookie; nil where there is none.
  func secret(_ name: String, of request: Request) -> [UInt8]? {
    value(name, of: request).flatMap(EnrolmentToken.bytes)
  }

  /// The field that sets a cookie.
  ///
  /// - Parameters:
  ///   - name: Which one.
  ///   - value: Its value, of letters and digits.
  ///   - seconds: For how long; nil until the browser ends, 0 to remove it.
  /// - Returns: The value of Set-Cookie.
  func setting(_ name: String, to value: String, for seconds: Int?) -> String {
    "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
      + (seconds.map { "; Max-Age=\($0)" } ?? "") + (isSecure ? "; Secure" : "")
  }
}
