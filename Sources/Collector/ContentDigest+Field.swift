import Foundation
import Segment
import Wire

extension ContentDigest {
  /// The digest in the value of a header `Repr-Digest` (RFC 9530 §3), nil where there is no SHA-256 in it.
  init?(field: String) {
    for part in field.split(separator: ",") {
      let text = part.trimmingCharacters(in: .whitespaces)
      guard text.hasPrefix("sha-256=:"), text.hasSuffix(":"),
        let data = Data(base64Encoded: String(text.dropFirst(9).dropLast())),
        data.count == ContentDigest.length
      else { continue }
      let bytes = Array(data)
      unsafe self.init(bytes.span.bytes, at: 0)
      return
    }
    return nil
  }
}
