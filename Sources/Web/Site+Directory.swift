import Fingerprint
import Registry
import Schema
import Store

/// What belongs to the data directory that this process owns.
extension Site {
  /// The longest period of pages that have a cell or a line a day.
  static let mostDays = 400

  /// The data directory; nothing of it can be shown where this process owns none.
  func served() throws(WebError) -> ServedDirectory {
    guard let served = content.served else {
      throw WebError(
        404,
        place: "the data directory",
        problem: "this server has none of its own",
        remedy: "ask the one that hirundo serve runs"
      )
    }
    return served
  }

  /// The filter of a page that has nothing for everyone.
  func ownFilter(
    _ request: WebRequest,
    others: Set<String> = []
  ) async throws -> FilterQuery {
    guard request.sight != .everyone else {
      throw WebError(
        403,
        place: request.path,
        problem: "this page has nothing that everyone sees",
        remedy: "leave view=public out"
      )
    }
    return try await filter(request, others: others)
  }

  /// Refuses a period of which no page shows every day.
  func bounded(_ period: Period, _ place: String = "period") throws(WebError) -> Period {
    guard period.dayCount <= Self.mostDays else {
      throw .field(
        place,
        "\(period) has \(period.dayCount) days",
        "name at most \(Self.mostDays)"
      )
    }
    return period
  }

  /// Writes down that somebody took something out, before they get it.
  func noteExport(_ what: String, _ request: WebRequest) throws(RegistryError) {
    try registry.note(what, at: request.time, by: request.reader.account?.name ?? "everyone")
  }

  /// Why packets have a tag, by tag.
  var reasons: [String: String] {
    Dictionary(
      (content.served?.rules.tags ?? []).map { ($0.id, $0.reason) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
