import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL

/// The open connections of a client; they are closed when the last copy of the client goes.
final class Connections: Sendable {
  let http: HTTPClient

  /// Makes no connection yet.
  init(authorityFile: String?) throws(StoreError) {
    var configuration = HTTPClient.Configuration()
    if let authorityFile {
      guard FileManager.default.isReadableFile(atPath: authorityFile) else {
        throw StoreError(
          kind: .configuration,
          place: authorityFile,
          problem: "the file of certificates cannot be read",
          remedy: "give a file in PEM form"
        )
      }
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(authorityFile)
      configuration.tlsConfiguration = tls
    }
    configuration.httpVersion = .http1Only
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(5)
    // A connection that waits is closed by us before a server does it (after 3 seconds in 18.16): a request
    // written to a connection that is just being closed would have an unknown outcome.
    configuration.connectionPool.idleTimeout = .seconds(2)
    // How often a connection is tried again is `RetryPolicy`'s to say.
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  deinit {
    // Requests hold this object, so there is none; an error of closing concerns nobody any more.
    http.shutdown { _ in }
  }
}
