import Collector
import Foundation
import Registry
import Schema
import Segment
import Store
import Synchronization

/// The frames of packets that pass a filter, from the archive: what `hirundo packets` writes.
struct PacketsDownload: Sendable {
  static let path = "/sources/packets"
  /// The most frames of a download.
  private static let most: UInt64 = 100_000

  let site: Site
  private let room = PacketsRoom()

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    var route = Route.get(Self.path, .partner) { try await download($0) }
    route.scope = .packets
    return [route]
  }

  private func download(_ request: WebRequest) async throws -> Answer {
    let query = try await site.ownFilter(request, others: ["limit"])
    let served = try site.served()
    let limit = try Self.limit(request.query)
    guard let named = query.period else {
      throw WebError.field("period", "it is missing", "write 2024-Q3, 2024-07 or 2024-07-15")
    }
    let period = try site.bounded(named)
    try room.enter()
    defer { room.leave() }
    let words = request.query.query(without: ["lang"])
    try site.noteExport("packets exported: \(words)", request)
    let extraction = FrameExtraction(
      store: site.content.store,
      directory: served.directory,
      filter: query.filter,
      range: period.range(in: site.content.zone),
      thresholds: site.content.thresholds,
      limit: limit,
      software: served.software,
      comment: "\(Self.path)?\(words)"
    )
    let folder = served.exportsPath
    try FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    let file = "\(folder)/\(UUID().uuidString).pcapng"
    let result = try await Self.extract(extraction, to: file)
    for sentence in result.faults + result.warnings { site.log("\(Self.path): \(sentence)") }
    guard result.rows > 0 else {
      throw WebError(
        404,
        place: Self.path,
        problem: "no packet that is still kept passes this filter",
        remedy: "name a longer period or less of a filter"
      )
    }
    guard result.frames > 0 || result.faults.isEmpty else { throw WebError.later }
    return Answer(
      try DownloadedFile(
        path: file,
        name: "hirundo-\(period).pcapng",
        type: "application/x-pcapng",
        isTemporary: true
      )
    )
  }

  /// Off the connection's own thread: frames are read and written here.
  @concurrent
  private static func extract(
    _ extraction: FrameExtraction,
    to file: String
  ) async throws -> FrameExtraction.Result {
    try await extraction.run(to: file)
  }

  private static func limit(_ fields: FormFields) throws(WebError) -> UInt64 {
    guard let text = fields["limit"] else { return most }
    guard let limit = UInt64(text), (1...most).contains(limit) else {
      throw .field("limit", "it is out of range", "write a number from 1 to \(most)")
    }
    return limit
  }
}
