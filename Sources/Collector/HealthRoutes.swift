import Hummingbird
import Registry
import Store

/// What a watcher of the centre asks, on a listener of its own that sensors do not reach.
struct HealthRoutes: Sendable {
  let store: EventStore
  let metrics: CentreMetrics
  let log: @Sendable (String) -> Void

  /// The routes.
  func router() -> Router<BasicRequestContext> {
    let router = Router()
    router.get("/healthz") { _, _ in Self.text(.ok, "ok\n") }
    router.get("/readyz") { _, _ in await ready() }
    router.get("/metrics") { _, _ in
      do {
        return Self.text(.ok, try metrics.text())
      } catch {
        log("/metrics: \(error)")
        return Self.text(.serviceUnavailable, "the registry does not answer\n")
      }
    }
    return router
  }

  /// Whether the store answers.
  private func ready() async -> Response {
    do {
      _ = try await store.client.query("SELECT 1")
      return Self.text(.ok, "ready\n")
    } catch {
      return Self.text(.serviceUnavailable, "\(error)\n")
    }
  }

  private static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
    var headers = HTTPFields()
    headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    return Response(
      status: status,
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: text))
    )
  }
}
