import Hummingbird
import NIOCore
import Shipping

/// Turns what a route throws into an answer, adds the centre's time, and closes connections that are done with.
struct CentreAnswering: RouterMiddleware {
  typealias Context = SensorRequestContext

  /// How long the rest of a refused body is read before the connection is closed, so that the answer arrives.
  private static let linger = TimeAmount.seconds(1)

  let counters: CentreCounters
  let log: @Sendable (String) -> Void
  let now: @Sendable () -> Int64

  func handle(
    _ request: Request,
    context: SensorRequestContext,
    next: @concurrent (Request, SensorRequestContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      response = try await next(request, context)
    } catch let answer as CentreAnswer {
      if let refusal = answer.refusal { counters.note(refused: refusal) }
      response = answer.response
    } catch let error as any HTTPResponseError {
      response = CentreAnswer(error.status, "there is nothing here").response
    } catch {
      // The disk is full, the store or the registry does not answer.
      log("\(request.method) \(request.uri.path): \(error)")
      counters.note(refused: "fault")
      response =
        CentreAnswer.later("the centre cannot do this now", refusal: "fault", seconds: 30).response
    }
    response.headers.set(CentreAPI.timeHeader, String(now()))
    if response.headers[.connection] == "close" {
      let channel = context.channel
      channel.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
    }
    return response
  }
}
