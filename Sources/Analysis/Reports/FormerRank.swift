/// Where a value of a ranking stood in an earlier period.
public enum FormerRank: Hashable, Sendable {
  /// At a place of the top 10.
  case place(Int)
  /// Out of the top 10, with some packets.
  case beyond
  /// Nowhere: somebody listened, and there was no such packet.
  case new
}

extension FormerRank: Codable {
  /// Reads a number, `"out of top 10"` or `"new"`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let place = try? container.decode(Int.self) {
      self = .place(place)
      return
    }
    switch try container.decode(String.self) {
    case Self.beyondText: self = .beyond
    case Self.newText: self = .new
    case let text:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text.prefix(100))\" is no rank"
      )
    }
  }

  /// Writes a number, `"out of top 10"` or `"new"`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .place(let place): try container.encode(place)
    case .beyond: try container.encode(Self.beyondText)
    case .new: try container.encode(Self.newText)
    }
  }

  private static var beyondText: String { "out of top 10" }
  private static var newText: String { "new" }
}
