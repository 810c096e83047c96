import Glibc
import NIOSSL

/// The certificate of a dashboard with its key, read and found to be usable.
public struct Encryption: Sendable {
  let configuration: TLSConfiguration

  /// Reads the files.
  ///
  /// - Parameters:
  ///   - files: The certificate with those behind it, and its key.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `WebError` where one cannot be read, they do not go together, or the certificate is not valid now.
  public init(_ files: WebSettings.Certificate, at time: Int64) throws(WebError) {
    let chain = try Self.reading(files.chain) { try NIOSSLCertificate.fromPEMFile(files.chain) }
    guard let first = chain.first else {
      throw Self.refusal(files.chain, "there is no certificate in it", "name a file in PEM form")
    }
    let key = try Self.reading(files.key) {
      try NIOSSLPrivateKey(file: files.key, format: .pem)
    }
    let now = time / 1_000_000_000
    guard now <= Int64(first.notValidAfter), now >= Int64(first.notValidBefore) else {
      throw Self.refusal(
        files.chain,
        "the certificate is not valid now",
        "renew it, or set the clock of this machine"
      )
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(key)
    )
    configuration.minimumTLSVersion = .tlsv12
    do {
      // Says whether they belong together.
      _ = try NIOSSLContext(configuration: configuration)
    } catch {
      throw Self.refusal(
        files.key,
        "it is not the key of the certificate in \(files.chain)",
        "name the key that the certificate was made for"
      )
    }
    self.configuration = configuration
  }

  private static func reading<Value>(
    _ path: String,
    _ read: () throws -> Value
  ) throws(WebError) -> Value {
    guard unsafe access(path, R_OK) == 0 else {
      throw refusal(
        path,
        "it is not there or may not be read",
        "name a file that this user may read"
      )
    }
    do {
      return try read()
    } catch {
      throw refusal(path, "what it holds is not in PEM form", "name a file in PEM form")
    }
  }

  private static func refusal(_ path: String, _ problem: String, _ remedy: String) -> WebError {
    WebError(500, place: path, problem: problem, remedy: remedy)
  }
}
