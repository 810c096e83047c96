import NIOCore
import NIOHTTP1
import Shipping

/// An open connection to the centre, for one request after the other.
public final class CentreConnection: Sendable {
  /// How many bytes are handed over at a time.
  private static let piece = 32 << 10

  private let channel: any Channel
  private let centre: HostPort
  private let software: String
  private let limit: Duration
  private let now: @Sendable () -> Int64
  /// The serial number of the certificate that was shown, nil where none was.
  let serial: String?

  init(
    _ channel: any Channel,
    centre: HostPort,
    software: String,
    limit: Duration,
    serial: String?,
    now: @escaping @Sendable () -> Int64
  ) {
    self.channel = channel
    self.centre = centre
    self.software = software
    self.limit = limit
    self.serial = serial
    self.now = now
  }

  /// Whether another request can be sent.
  var isOpen: Bool { channel.isActive }

  /// Ends the connection.
  public func close() {
    channel.close(promise: nil)
  }

  /// Sends a request and waits for the whole answer.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - pace: What limits the bytes a second, nil for none.
  /// - Returns: The answer, whatever its status.
  /// - Throws: `SensorError` where there is none; the connection is closed then.
  public func send(
    _ request: CentreRequest,
    pace: Bandwidth? = nil
  ) async throws(SensorError) -> CentreAnswer {
    let answer = channel.eventLoop.makePromise(of: CentreAnswer.self)
    let channel = channel
    let late = SensorError(
      place: "the centre \(centre)",
      rule: "a request was not done in time",
      remedy: "check the network between, and the bandwidth limit"
    )
    let extra = pace?.duration(of: request.body.count) ?? .zero
    let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(limit + extra * 8)) {
      answer.fail(late)
      channel.close(promise: nil)
    }
    defer { deadline.cancel() }
    do {
      return try await withTaskCancellationHandler {
        try await transmit(request, answer, pace)
        return try await answer.futureResult.get()
      } onCancel: {
        channel.close(promise: nil)
      }
    } catch {
      answer.fail(error)
      close()
      throw CentreFailure.error(error, at: centre)
    }
  }

  private func transmit(
    _ request: CentreRequest,
    _ answer: EventLoopPromise<CentreAnswer>,
    _ pace: Bandwidth?
  ) async throws {
    var headers = HTTPHeaders([
      ("host", centre.description), ("user-agent", software),
      ("content-length", String(request.body.count)), (CentreAPI.timeHeader, String(now())),
    ])
    for header in request.headers { headers.add(name: header.name, value: header.value) }
    let head = HTTPRequestHead(
      version: .http1_1,
      method: request.method,
      uri: request.path,
      headers: headers
    )
    // Flushed with what follows, so that an answer to an empty body never comes before its end.
    channel.write(ExchangePart.begin(head, answer)).whenFailure { answer.fail($0) }
    do {
      var start = 0
      repeat {
        let end = min(start + Self.piece, request.body.count)
        try await pace?.take(end - start)
        let bytes = channel.allocator.buffer(bytes: request.body[start..<end])
        let isLast = end == request.body.count
        try await channel.writeAndFlush(isLast ? ExchangePart.last(bytes) : .body(bytes)).get()
        start = end
      } while start < request.body.count
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      // An answer that came early, or the connection's end, says more than this: whoever waits hears it.
      return
    }
  }
}
