import Collector
import Registry
import Reporting
import Schema
import Store

/// What programs ask: the JSON of the command line, over HTTP (docs/web.md).
struct Interface: Sendable {
  private static let prefix = "/api/v1"
  private static let options: Set<String> = ["limit", "by_sensor", "distinct"]

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
      top(.sources, .partner),
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
    let (_, facts) = try await site.publicFacts(request, others: ["limit"])
    guard let facts else { throw Self.noQuarter }
    let limit = try Self.limit(request.query)
    switch kind {
    case .ports: return try .json(TopListing(ports: facts, limit: limit))
    case .regions: return try .json(TopListing(regions: facts, limit: limit))
    default:
      throw WebError(
        403,
        place: kind.rawValue,
        problem: "everyone sees ports and regions only",
        remedy: "leave view=public out"
      )
    }
  }

  private func top(_ kind: TopQuestion.Kind, _ request: WebRequest) async throws -> Answer {
    let query = try await site.filter(request, others: Self.options)
    let bySensor = try Self.flag("by_sensor", request.query) ?? false
    let question = TopQuestion(
      kind,
      query.scope(site.content, period: nil),
      limit: try Self.limit(request.query),
      isBySensor: bySensor,
      countsSources: try Self.flag("distinct", request.query) ?? !bySensor
    )
    var answer = try await site.content.store.top(question)
    if bySensor { answer = answer.ordered(by: try await site.directory()) }
    return try .json(
      TopListing(question, answer, networkNames: site.content.networkNames)
    )
  }

  // MARK: Sensors

  private func sensors(_ request: WebRequest) async throws -> Answer {
    if request.sight == .everyone {
      guard let facts = try await site.publicFacts(request).facts else { throw Self.noQuarter }
      return try .json(PublicSensors(facts))
    }
    let query = try await site.filter(request)
    let names = query.filter.sensors
    return try .json(
      try await SensorHealth.survey(site.registry, site.content.store, now: site.now())
        .filter { health in
          health.sensor.state == .active
            && (names.isEmpty || names.contains(health.sensor.sensor.name))
        }.map(SensorStatus.init)
    )
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
    let query = try await site.filter(request)
    guard let period = query.period else {
      throw WebError.field("period", "it is missing", "write 2024-Q3, 2024-07 or 2024-07-15")
    }
    return try .json(
      try await site.coverage(query, period).map {
        CoverageListing($0, in: site.content.zone)
      }
    )
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
