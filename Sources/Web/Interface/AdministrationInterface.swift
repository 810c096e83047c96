import Registry
import Reporting
import Schema

/// What admins read by program: accounts, and who changed what.
struct AdministrationInterface: Sendable {
  private static let prefix = "/api/v1"
  private static let usual = 100
  private static let most = 1000

  /// A change, as programs read it.
  private struct Change: Encodable {
    var number: Int
    var time: String
    var who: String
    var what: String
  }

  /// An account, as programs read it.
  private struct Entry: Encodable {
    var name: String
    var role: String
    var sensors: [String]
    var state: String
    var created: String
  }

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get("\(Self.prefix)/accounts", .admin) { try accounts($0) },
      .get("\(Self.prefix)/audit", .admin) { try audit($0) },
    ]
  }

  private func accounts(_ request: WebRequest) throws -> Answer {
    try Self.refuseOthers(request, known: ["format"])
    let entries = try site.registry.accounts().map { account in
      Entry(
        name: account.name,
        role: account.role.rawValue,
        sensors: account.sensors,
        state: account.state.rawValue,
        created: Self.time(account.created)
      )
    }
    return try Listing(
      value: entries,
      columns: ["name", "role", "sensors", "state", "created"],
      rows: entries.map {
        [$0.name, $0.role, $0.sensors.joined(separator: " "), $0.state, $0.created]
      }
    ).answer(to: request)
  }

  /// The changes, the newest first; numbers never change, so neither do pages.
  private func audit(_ request: WebRequest) throws -> Answer {
    try Self.refuseOthers(request, known: ["format", "limit", "cursor"])
    let limit = try Self.limit(request.query)
    let before = try Cursor(of: request)?.position
    let found = try site.registry.audit(latest: limit + 1, before: before)
    let changes = found.prefix(limit).map { number, entry in
      Change(number: number, time: Self.time(entry.time), who: entry.who, what: entry.what)
    }
    var answer = try Listing(
      value: changes,
      columns: ["number", "time", "who", "what"],
      rows: changes.map { ["\($0.number)", $0.time, $0.who, $0.what] }
    ).answer(to: request)
    if found.count > limit, let last = changes.last {
      answer.next = Cursor(at: last.number).link(for: request)
    }
    return answer
  }

  private static func time(_ nanoseconds: Int64) -> String {
    "\(UTCTime(nanoseconds: nanoseconds / 1_000_000_000 * 1_000_000_000))"
  }

  private static func limit(_ fields: FormFields) throws(WebError) -> Int {
    guard let text = fields["limit"] else { return usual }
    guard let limit = Int(text), (1...most).contains(limit) else {
      throw .field("limit", "it is out of range", "write a number from 1 to \(most)")
    }
    return limit
  }

  private static func refuseOthers(
    _ request: WebRequest,
    known: Set<String>
  ) throws(WebError) {
    guard let name = request.query.names.subtracting(known.union(["lang"])).min() else { return }
    throw .field(
      String(name.prefix(50)),
      "there is no such field here",
      "write one of \(known.sorted().joined(separator: ", "))"
    )
  }
}
