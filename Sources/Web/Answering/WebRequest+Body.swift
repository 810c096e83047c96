import Hummingbird
import NIOCore
import Synchronization

extension WebRequest {
  /// The body as text, within bounds of length and time.
  ///
  /// - Parameters:
  ///   - types: The types that it may have.
  ///   - longest: The most bytes.
  ///   - seconds: In so many seconds it is there.
  ///   - name: What it is called in sentences.
  /// - Returns: The text.
  /// - Throws: `WebError`: it is too long, too slow, of another type or no text.
  func text(
    of types: Set<String>,
    longest: Int,
    within seconds: Int64,
    _ name: String
  ) async throws -> String {
    let tooLong = WebError.closing(
      413,
      place: name,
      problem: "it is longer than \(longest) bytes",
      remedy: "send less"
    )
    let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard announced <= longest else { throw tooLong }
    let type = (request.headers[.contentType] ?? "").split(separator: ";").first ?? ""
    guard types.contains(type.lowercased()) else {
      throw WebError.closing(
        415,
        place: "Content-Type",
        problem: "the body of \(name) has another type",
        remedy: "send \(types.sorted().joined(separator: " or "))"
      )
    }
    let bytes = try await bytes(longest, within: seconds, name, tooLong)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WebError.field(name, "it is no text in UTF-8", "send it in UTF-8")
    }
    return text
  }

  private func bytes(
    _ longest: Int,
    within seconds: Int64,
    _ name: String,
    _ tooLong: WebError
  ) async throws -> [UInt8] {
    let isLate = Atomic(false)
    let channel = channel
    // Nothing more is read; the answer can still be written.
    let deadline = Task {
      try await Task.sleep(for: .seconds(seconds))
      isLate.store(true, ordering: .relaxed)
      channel.close(mode: .input, promise: nil)
    }
    defer { deadline.cancel() }
    var bytes: [UInt8] = []
    do {
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= longest else { throw tooLong }
        bytes += Array(buffer.readableBytesView)
      }
    } catch let error as WebError {
      throw error
    } catch {
      guard !isLate.load(ordering: .relaxed) else { throw late(name, seconds) }
      // Chunks that are none, a length that is not kept: where the next request begins is unknown.
      throw WebError.closing(
        400,
        place: name,
        problem: "its bytes end otherwise than its head says",
        remedy: "send it as its head announces it"
      )
    }
    guard !isLate.load(ordering: .relaxed) else { throw late(name, seconds) }
    return bytes
  }

  private func late(_ name: String, _ seconds: Int64) -> WebError {
    WebError.closing(
      408,
      place: name,
      problem: "it was not there within \(seconds) s",
      remedy: "send it at once"
    )
  }
}

extension WebError {
  /// A refusal behind which the connection ends.
  fileprivate static func closing(
    _ status: Int,
    place: String,
    problem: String,
    remedy: String
  ) -> WebError {
    var error = WebError(status, place: place, problem: problem, remedy: remedy)
    error.endsConnection = true
    return error
  }
}
