import Hummingbird

extension HTTPResponse.Status {
  /// The status of an error, with the words that belong to it; HTTPTypes gives a bare number none.
  init(known code: Int) {
    let all: [HTTPResponse.Status] = [
      .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .notAcceptable,
      .requestTimeout, .contentTooLarge,
      .unsupportedMediaType, .unprocessableContent, .tooManyRequests, .internalServerError,
      .badGateway, .serviceUnavailable,
    ]
    self = all.first { $0.code == code } ?? .internalServerError
  }
}
