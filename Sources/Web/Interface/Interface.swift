import Collector
import Registry
import Reporting
import Schema
import Store

/// What programs ask: the JSON of the command line, over HTTP (docs/web.md).
struct Interface: Sendable {
  private static let prefix = "/api/v1"
  private static let options: Set<String> = ["limit", "by_sensor", "distinct", "cursor", "format"]
  /// A ranking ends there: what is asked for is found by a filter, an export or a query.
  private static let deepest = 10_000

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get("\(Self.prefix)/openapi.json", .everyone, isKept: true) { _ in
        Answer(.json, PackageResources.openapi_json)
      },
      // Nothing of networks and sources passes the gate.
      top(.ports, .everyone), top(.regions, .everyone), top(.networks, .partner),
      top(.sources, .partner), top(.tags, .partner), top(.stacks, .partner),
      .get("\(Self.prefix)/sensors", .everyone, isKept: true) { try await sensors($0) },
      .get("\(Self.prefix)/sensors/coverage", .partner) { try await coverage($0) },
    ]
  }

  // MARK: Rankings

  private func top(_ kind: TopQuestion.Kind, _ access: Access) -> Route {
    .get("\(Self.prefix)/top/\(kind.rawValue)", access, isKept: true) { request in
      request.sight == .everyone
        ? try await publicTop(kind, request) : try await top(kind, request)
    }
  }

  private func publicTop(_ kind: TopQuestion.Kind, _ request: WebRequest) async throws -> Answer {
    let (_, facts) = try await site.publicFacts(request, others: ["limit", "cursor", "format"])
    guard let facts else { throw Self.noQuarter }
    let page = try Self.page(request)
    let listing: TopListing
    switch kind {
    case .ports: listing = TopListing(ports: facts, limit: Self.deepest)
    case .regions: listing = TopListing(regions: facts, limit: Self.deepest)
    default:
      throw WebError(
        403,
        place: kind.rawValue,
        problem: "everyone sees ports and regions only",
        remedy: "leave view=public out"
      )
    }
    let isLast = listing.rows.count <= page.upperBound
    return try Self.answer(listing.rows(in: page), page, isLast: isLast, request)
  }

  private func top(_ kind: TopQuestion.Kind, _ request: WebRequest) async throws -> Answer {
    let query = try await site.filter(request, others: Self.options)
    let bySensor = try Self.flag("by_sensor", request.query) ?? false
    let page = try Self.page(request)
    guard !bySensor || page.lowerBound == 0 else {
      throw WebError.field("cursor", "rankings by sensor have one page", "leave it out")
    }
    var question = TopQuestion(
      kind,
      query.scope(site.content, period: nil),
      // One more tells whether there is another page.
      limit: page.upperBound + (bySensor ? 0 : 1),
      isBySensor: bySensor,
      countsSources: try Self.flag("distinct", request.query) ?? !bySensor
    )
    var answer = try await site.content.store.top(question)
    if bySensor { answer = answer.ordered(by: try await site.directory()) }
    question.limit = page.upperBound
    let isLast = bySensor || answer.rows.count <= page.upperBound
    let listing = TopListing(
      question,
      answer.shortened(to: page.upperBound),
      networkNames: site.content.networkNames
    )
    return try Self.answer(
      bySensor ? listing : listing.rows(in: page),
      page,
      isLast: isLast,
      request
    )
  }

  /// A page of a ranking, with the address of the next one.
  private static func answer(
    _ listing: TopListing,
    _ page: Range<Int>,
    isLast: Bool,
    _ request: WebRequest
  ) throws -> Answer {
    var answer = try Listing(
      value: listing,
      columns: listing.columns,
      rows: listing.rows.map { $0.map(\.cell) }
    ).answer(to: request)
    if !isLast, page.upperBound < deepest {
      answer.next = Cursor(at: page.upperBound).link(for: request)
    }
    return answer
  }

  /// The places that a request asks for, from 0.
  private static func page(_ request: WebRequest) throws(WebError) -> Range<Int> {
    let limit = try limit(request.query)
    let first = try Cursor(of: request)?.position ?? 0
    guard first < deepest else {
      throw WebError.field("cursor", "the ranking ends before", "take an export")
    }
    return first..<min(first + limit, deepest)
  }

  // MARK: Sensors

  private func sensors(_ request: WebRequest) async throws -> Answer {
    if request.sight == .everyone {
      guard let facts = try await site.publicFacts(request, others: ["format"]).facts else {
        throw Self.noQuarter
      }
      return try Listing(PublicSensors(facts)).answer(to: request)
    }
    let query = try await site.filter(request, others: ["format"])
    let names = query.filter.sensors
    let sensors = try await SensorHealth.survey(site.registry, site.content.store, now: site.now())
      .filter { health in
        health.sensor.state == .active
          && (names.isEmpty || names.contains(health.sensor.sensor.name))
      }.map(SensorStatus.init)
    return try Listing(
      value: sensors,
      columns: SensorStatus.columns,
      rows: sensors.map(\.cells)
    ).answer(to: request)
  }

  private func coverage(_ request: WebRequest) async throws -> Answer {
    guard request.sight != .everyone else {
      throw WebError(
        403,
        place: request.path,
        problem: "everyone sees no days of sensors",
        remedy: "leave view=public out"
      )
    }
    let query = try await site.filter(request, others: ["format"])
    guard let period = query.period else {
      throw WebError.field("period", "it is missing", "write 2024-Q3, 2024-07 or 2024-07-15")
    }
    let days = try await site.coverage(query, period).map {
      CoverageListing($0, in: site.content.zone)
    }
    return try Listing(value: days, columns: CoverageListing.columns, rows: days.map(\.cells))
      .answer(to: request)
  }

  // MARK: Fields

  private static var noQuarter: WebError {
    WebError(
      404,
      place: "period",
      problem: "no quarter is public yet",
      remedy: "come back when one has been over for a while, or sign in"
    )
  }

  private static func limit(_ fields: FormFields) throws(WebError) -> Int {
    guard let text = fields["limit"] else { return 10 }
    guard let limit = Int(text), (1...1000).contains(limit) else {
      throw .field("limit", "it is out of range", "write a number from 1 to 1000")
    }
    return limit
  }

  private static func flag(_ name: String, _ fields: FormFields) throws(WebError) -> Bool? {
    guard let text = fields[name] else { return nil }
    guard let flag = Bool(text) else {
      throw .field(name, "it is neither true nor false", "write true or false")
    }
    return flag
  }
}
