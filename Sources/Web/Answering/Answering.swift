import Hummingbird
import NIOCore
import Registry
import Reporting
import Schema
import Store

/// Turns what a route throws into a page or problem details, and protects all answers.
struct Answering: RouterMiddleware {
  typealias Context = WebContext

  /// How long the rest of a refused body is read before the connection is closed, so that the answer arrives.
  private static let linger = TimeAmount.seconds(1)

  let site: Site
  private let protection: ProtectiveFields

  init(site: Site) {
    self.site = site
    protection = ProtectiveFields(isSecure: site.settings.isSecure)
  }

  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response: Response
    do {
      // RFC 9112, section 3.2: without a host it is no request of HTTP/1.1.
      guard request.head.authority != nil else { throw WebError.hostless }
      response = try await next(request, context)
    } catch {
      let refusal = self.refusal(of: error, request)
      response = answer(refusal, request).response(to: request, isPublic: false)
      if let balance = refusal.balance { site.budget.add(balance, to: &response) }
      if refusal.endsConnection {
        let channel = context.channel
        // A stream of HTTP/2, whose connection has others, knows no such field.
        if channel.parent?.parent == nil { response.headers[.connection] = "close" }
        channel.eventLoop.scheduleTask(in: Self.linger) { channel.close(promise: nil) }
      }
    }
    protection.add(to: &response)
    return response
  }

  /// What a reader is told of an error; what is our affair goes to the log.
  private func refusal(of error: any Error, _ request: Request) -> WebError {
    switch error {
    case let error as WebError: return error
    case let error as SchemaError:
      // Options of the command line are fields here.
      let place = error.place.hasPrefix("--") ? String(error.place.dropFirst(2)) : error.place
      return .field(place, error.problem, error.remedy)
    case let error as any HTTPResponseError where error.status == .methodNotAllowed:
      return WebError(
        405,
        place: String(request.uri.path.prefix(100)),
        problem: "this cannot be done here",
        remedy: "see /api/v1/openapi.json"
      )
    case is any HTTPResponseError: return .nothing(at: request.uri.path)
    default:
      site.log("\(request.method) \(request.uri.path): \(error)")
      return .later
    }
  }

  private func answer(_ error: WebError, _ request: Request) -> Answer {
    var answer: Answer
    if WebRequest.isProgram(request) {
      // Three words and a number can always be encoded; were it not so, the status says enough.
      answer = (try? Answer.json(Problem(error))) ?? Answer(.problem, [])
      answer.kind = .problem
    } else {
      let query = (try? FormFields(request.uri.query ?? "")) ?? FormFields()
      let cookies = CookieNames(isSecure: site.settings.isSecure)
      let language = WebRequest.language(of: request, query, cookies)
      var frame = ErrorPage.frame(language)
      frame.display = Display(request, cookies)
      answer = site.template.answer(ErrorPage.page(error, language), frame)
    }
    answer.status = HTTPResponse.Status(known: error.status)
    answer.retryAfter = error.retryAfter
    answer.challenges = error.status == 401
    return answer
  }
}

extension WebError {
  /// A request that does not say to whom it goes.
  fileprivate static let hostless = WebError(
    400,
    place: "Host",
    problem: "the request does not say to whom it goes",
    remedy: "send the field Host"
  )
}
