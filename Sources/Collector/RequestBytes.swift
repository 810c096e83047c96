import Hummingbird
import NIOCore

/// The body of a request, within bounds of length and time.
struct RequestBytes: Sendable {
  let request: Request
  let channel: any Channel

  /// The length that the request announces; nil where it announces none.
  var announced: Int64? { request.headers[.contentLength].flatMap { Int64($0) } }

  /// Gives the body to a closure, part by part.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that are read; the announced length is looked at before any.
  ///   - seconds: After so long the connection is closed.
  ///   - body: Takes a part.
  /// - Throws: `CentreAnswer` for a body that is too long or was cut, and what `body` throws.
  func forEach(
    atMost limit: Int64,
    within seconds: Int64,
    _ body: ([UInt8]) throws -> Void
  ) async throws {
    if let announced, announced > limit { throw tooLong(limit) }
    let channel = channel
    let end = channel.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
    defer { end.cancel() }
    var count: Int64 = 0
    do {
      for try await buffer in request.body {
        count += Int64(buffer.readableBytes)
        guard count <= limit else { throw tooLong(limit) }
        try body(Array(buffer.readableBytesView))
      }
    } catch let error as CentreAnswer {
      throw error
    } catch let error as CollectorError {
      throw error
    } catch {
      throw CentreAnswer(.badRequest, "the body ended early (\(error))", refusal: "cut")
    }
    if let announced, count < announced {
      throw CentreAnswer(.badRequest, "the body ended early", refusal: "cut")
    }
  }

  /// The whole body.
  func all(atMost limit: Int64, within seconds: Int64) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    if let announced, announced <= limit { bytes.reserveCapacity(Int(announced)) }
    try await forEach(atMost: limit, within: seconds) { bytes += $0 }
    return bytes
  }

  private func tooLong(_ limit: Int64) -> CentreAnswer {
    var answer = CentreAnswer(
      .contentTooLarge,
      "the body is longer than \(limit) bytes",
      refusal: "too-large"
    )
    answer.endsConnection = true
    return answer
  }
}
