/// What an answer to a segment means for it and for those behind it (docs/formats/shipping.md).
enum ShipmentOutcome: Hashable {
  /// The centre has it: 200, 201.
  case stored
  /// The centre has kept it aside and will never store it: 409, 422.
  case setAside
  /// The centre does not let this sensor in: 401, 403.
  case barred
  /// The centre cannot take anything now: 408, 429, 5xx.
  case busy
  /// The centre does not take this segment; others may go.
  case notThisOne

  /// The meaning of a status.
  init(status: Int) {
    self =
      switch status {
      case 200, 201: .stored
      case 409, 422: .setAside
      case 401, 403: .barred
      case 408, 429, 500...599: .busy
      default: .notThisOne
      }
  }
}
