import Foundation
public import Shipping

/// The files of the centre's certificate authority: `data/authority/`, made at first need.
///
/// `certificate.pem` may be known to all, `key.pem` to nobody. Whoever has the key can make sensors.
public struct AuthorityFolder: Sendable {
  /// The folder.
  public let path: String

  /// The authority of a folder, which need not be there.
  public init(path: String) {
    self.path = path
  }

  /// The authority; a new one where there is none.
  ///
  /// - Parameter seconds: The present time, in seconds since 1970.
  /// - Returns: The authority, the same for all programs on the data directory.
  /// - Throws: `CollectorError` and `ShippingError` where its files cannot be used.
  public func authority(now seconds: Int64) throws -> CertificateAuthority {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("made") }
    let lock = unsafe open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw failure("locked") }
    // Its end lets the lock go.
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0 else { throw failure("locked") }
    let certificate = "\(path)/certificate.pem"
    let key = "\(path)/key.pem"
    if let pem = FileManager.default.contents(atPath: certificate) {
      guard let keyPEM = FileManager.default.contents(atPath: key) else {
        throw CollectorError(
          place: key,
          rule: "the authority's private key is missing",
          remedy: "put it back from your copy, or remove \(path) and enrol all sensors anew"
        )
      }
      return try CertificateAuthority(
        pem: String(decoding: pem, as: UTF8.self),
        keyPEM: String(decoding: keyPEM, as: UTF8.self),
        place: certificate
      )
    }
    let authority = try CertificateAuthority(now: seconds)
    // The certificate last: where it is, the key is too.
    try write(authority.keyPEM, to: key)
    try write(authority.pem, to: certificate)
    return authority
  }

  /// Writes a file that this user alone can read, whole or not at all.
  private func write(_ text: String, to place: String) throws(CollectorError) {
    let new = "\(place).new"
    unsafe unlink(new)
    let descriptor = unsafe open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("written") }
    var bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
    }
    let isSafe = count == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, unsafe rename(new, place) == 0 else { throw failure("written") }
  }

  private func failure(_ verb: String) -> CollectorError {
    CollectorError(
      place: path,
      rule: "the files of the certificate authority cannot be \(verb)",
      remedy: "check the disk and the permission to write there"
    )
  }
}
