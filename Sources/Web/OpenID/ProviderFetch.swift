import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks a provider, within bounds of time and size.
struct ProviderFetch: Sendable {
  /// What came back.
  struct Reply: Sendable {
    var status: Int
    var bytes: [UInt8]
  }

  /// The most bytes of an answer.
  static let longest = 1 << 20

  /// Within so many seconds the answer begins, and is whole.
  let patience: Int64

  /// Sends a request to a provider; no redirect is followed.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - what: What is asked for, for the log.
  /// - Returns: Status and body.
  /// - Throws: `OpenIDRefusal` where nothing comes, or too slowly, or too much.
  func reply(
    to request: HTTPClientRequest,
    _ what: String
  ) async throws(OpenIDRefusal) -> Reply {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(patience)
    configuration.timeout.read = .seconds(patience)
    let client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: configuration
    )
    let result: Result<Reply, any Error>
    do {
      result = .success(try await exchange(client, request))
    } catch {
      result = .failure(error)
    }
    do {
      try await client.shutdown()
      return try result.get()
    } catch let error as OpenIDRefusal {
      throw OpenIDRefusal(error.kind, "\(what) \(error.reason)")
    } catch {
      throw OpenIDRefusal(.provider, "\(what) cannot be had (\(error))")
    }
  }

  private func exchange(
    _ client: HTTPClient,
    _ request: HTTPClientRequest
  ) async throws -> Reply {
    let deadline = NIODeadline.now() + .seconds(patience)
    let response = try await client.execute(request, deadline: deadline)
    var bytes: [UInt8] = []
    for try await part in response.body {
      guard bytes.count + part.readableBytes <= Self.longest else {
        throw OpenIDRefusal(.provider, "is longer than \(Self.longest) bytes")
      }
      // What comes drop by drop is not waited for; between drops the bound of reading holds.
      guard NIODeadline.now() < deadline else {
        throw OpenIDRefusal(.provider, "is not whole within \(patience) s")
      }
      bytes += part.readableBytesView
    }
    return Reply(status: Int(response.status.code), bytes: bytes)
  }
}
