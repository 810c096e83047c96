import HummingbirdCore
import NIOCore
import Registry
import Schema
import Store

/// Rows of the store as they are, for analysts: CSV, Parquet or Arrow from the engine, piece by piece.
struct ExportInterface: Sendable {
  private static let prefix = "/api/v1/export"
  /// The most days of an export.
  private static let longest = 366

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .take("\(Self.prefix)/packets", .analyst, scope: .packets) { try await rows(.packets, $0) },
      .take("\(Self.prefix)/daily", .analyst, scope: .read) { try await rows(.daily, $0) },
    ]
  }

  private func rows(_ table: StoreTable, _ request: WebRequest) async throws -> Answer {
    let format = try Self.format(request.query["format"])
    let query = try await site.filter(request, others: ["format"])
    guard let period = query.period, period.days.count <= Self.longest else {
      throw WebError.field(
        "period",
        query.period == nil ? "it is missing" : "it is longer than \(Self.longest) days",
        "write 2024-Q3, 2024-07 or 2024-07-15"
      )
    }
    let place = try site.exports.enter()
    let pieces = try await pieces(table, period, query, format)
    try site.registry.note(
      "export: \(table.name) \(request.query.query(without: ["lang"]))",
      by: request.reader.account?.name ?? "",
      at: request.time
    )
    var answer = Answer(Self.kind(format), [])
    answer.fileName = "hirundo-\(table.name)-\(period).\(format.rawValue)"
    answer.stream = ResponseBody(
      asyncSequence: pieces.map { piece in
        withExtendedLifetime(place) { ByteBuffer(bytes: piece) }
      }
    )
    return answer
  }

  private func pieces(
    _ table: StoreTable,
    _ period: Period,
    _ query: FilterQuery,
    _ format: ExportFormat
  ) async throws -> ResponsePieces {
    let scope = query.scope(site.content, period: period)
    let store = site.content.store
    let pieces: ResponsePieces?
    do throws(StoreError) {
      pieces = try await store.export(table, of: period, scope, as: format)
    } catch {
      guard error.kind == .configuration else { throw error }
      throw WebError(406, place: "format", problem: error.problem, remedy: error.remedy)
    }
    guard let pieces else {
      throw WebError.field(
        "stack",
        "the summaries of days do not know stacks",
        "take /api/v1/export/packets"
      )
    }
    return pieces
  }

  private static func format(_ text: String?) throws(WebError) -> ExportFormat {
    guard let text else { return .csv }
    guard let format = ExportFormat(rawValue: text) else {
      throw .field("format", "there is no such form of an export", "write csv, parquet or arrow")
    }
    return format
  }

  private static func kind(_ format: ExportFormat) -> Answer.Kind {
    switch format {
    case .csv: .csv
    case .parquet: .parquet
    case .arrow: .arrow
    }
  }
}
