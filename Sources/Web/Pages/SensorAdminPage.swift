import Registry
import Reporting
import Schema
import Segment
import Shipping

/// Which sensors may send: what `hirundo sensors` does, for admins.
struct SensorAdminPage: Sendable {
  private static let path = "/enrolment"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .admin) { request in
        site.template.answer(try page(request), to: request)
      },
      .post(Self.path, .admin) { try await add($0) },
      .post("\(Self.path)/token", .admin) { try await makeToken($0) },
      .post("\(Self.path)/revoke", .admin) { try await revoke($0) },
      .post("\(Self.path)/retire", .admin) { try await retire($0) },
    ]
  }

  private static func who(_ request: WebRequest) -> String { request.reader.account?.name ?? "" }

  // MARK: The page

  private func page(_ request: WebRequest, token: String? = nil) throws -> Page {
    let language = request.language
    let sensors = try site.registry.sensors()
    var blocks: [Page.Block] = []
    if let token { blocks += [.notice(AdminWords.newToken[language]), .secret(token)] }
    blocks.append(
      sensors.isEmpty
        ? .notice(AdminWords.noSensors[language]) : .table(try table(sensors, request))
    )
    return Page(
      AdminWords.enrolment[language],
      [
        Page.Section(id: "sensors", heading: Words.sensors[language], blocks: blocks),
        Page.Section(
          id: "add",
          heading: AdminWords.add[language],
          blocks: [.form(addition(language))]
        ),
        Page.Section(
          id: "retire",
          heading: AdminWords.endSensor[language],
          blocks: [.paragraph(AdminWords.endNote[language]), .form(retirement(language))]
        ),
      ]
    )
  }

  private func table(
    _ sensors: [RegisteredSensor],
    _ request: WebRequest
  ) throws -> PageTable {
    let (language, zone) = (request.language, site.readerZone(request))
    let phrases = [
      Words.sensor, Words.group, AdminWords.country, AdminWords.state, AdminWords.added,
      AdminWords.certificateUntil, SourceWords.note, AdminWords.token, AdminWords.revoke,
    ]
    return PageTable(
      caption: Words.sensors[language],
      columns: phrases.map { PageTable.Column($0[language]) },
      rows: try sensors.map { entry in
        let name = entry.sensor.name
        let isActive = entry.state == .active
        let end = try site.registry.certificateEnd(of: name)
        var cells = [
          PageTable.Cell(name, link: SensorPage.link(to: name)),
          PageTable.Cell(entry.sensor.group?.rawValue),
          PageTable.Cell(entry.sensor.region.map { "\($0)" }),
          PageTable.Cell((isActive ? AdminWords.active : AdminWords.retired)[language]),
          PageTable.Cell(TimeText.both(entry.created, zone)),
          PageTable.Cell(
            end.map {
              TimeText.both($0.multipliedReportingOverflow(by: 1_000_000_000).partialValue, zone)
            }
          ),
          PageTable.Cell(entry.note.isEmpty ? nil : entry.note),
        ]
        if isActive {
          cells += [
            PageTable.Cell(form: Self.form("token", AdminWords.token, name, language)),
            PageTable.Cell(form: Self.form("revoke", AdminWords.revoke, name, language)),
          ]
        } else {
          cells += [PageTable.Cell(""), PageTable.Cell("")]
        }
        return cells
      }
    )
  }

  private static func form(
    _ action: String,
    _ word: Phrase,
    _ name: String,
    _ language: Language
  ) -> PageForm {
    PageForm(
      "\(path)/\(action)",
      "\(word[language]) \(name)",
      [PageForm.Field(.hidden, "name", value: name)],
      button: word[language]
    )
  }

  private func addition(_ language: Language) -> PageForm {
    var name = PageForm.Field(.text, "name", AccountWords.name[language])
    name.hint = "tokyo-1"
    var country = PageForm.Field(.text, "country", AdminWords.country[language])
    country.hint = "JP"
    var group = PageForm.Field(.text, "group", Words.group[language])
    group.hint = "domestic"
    return PageForm(
      Self.path,
      AdminWords.add[language],
      [name, country, group, PageForm.Field(.text, "note", SourceWords.note[language])],
      button: AdminWords.add[language]
    )
  }

  private func retirement(_ language: Language) -> PageForm {
    PageForm(
      "\(Self.path)/retire",
      AdminWords.endSensor[language],
      [
        PageForm.Field(.text, "name", AccountWords.name[language]),
        PageForm.Field(.text, "again", AdminWords.confirm[language]),
      ],
      button: AdminWords.retire[language]
    )
  }

  // MARK: Changes

  private func add(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let served = try site.served()
    let name = form["name"] ?? ""
    guard SegmentIdentity.isSensorName(name) else {
      throw WebError.field(
        "name",
        "this is no name of a sensor",
        "write letters a-z A-Z, digits and . _ -, at most 64, not beginning with a dot"
      )
    }
    let region = try form["country"].map { country in
      guard let region = Region(country) else {
        throw WebError.field("country", "this is no country of two letters", "write JP")
      }
      return region
    }
    let group = form["group"].map { SensorGroup(rawValue: String($0.prefix(64)).lowercased()) }
    // Before anything is changed: without an authority there is no token.
    let token = try served.enrolmentToken(name)
    try site.change { (registry) throws(RegistryError) in
      try registry.add(
        RegisteredSensor(
          Sensor(name: name, region: region, group: group),
          note: String((form["note"] ?? "").prefix(500)),
          created: request.time
        ),
        by: Self.who(request)
      )
    }
    return try show(token, request)
  }

  private func makeToken(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    return try show(try site.served().enrolmentToken(form["name"] ?? ""), request)
  }

  /// Keeps a token's digest, and shows it once.
  private func show(_ token: EnrolmentToken, _ request: WebRequest) throws -> Answer {
    try site.change { (registry) throws(RegistryError) in
      try registry.addToken(
        secret: token.secret,
        for: token.sensor,
        at: request.time,
        by: Self.who(request)
      )
    }
    var answer = site.template.answer(try page(request, token: token.text), to: request)
    answer.isSecret = true
    return answer
  }

  private func revoke(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    try site.change { (registry) throws(RegistryError) in
      _ = try registry.revoke(form["name"] ?? "", at: request.time, by: Self.who(request))
    }
    return .redirect(to: Self.path)
  }

  private func retire(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let name = form["name"] ?? ""
    guard !name.isEmpty, name == form["again"] else {
      throw WebError.field("again", "the two names differ", "write the sensor's name twice")
    }
    try site.change { (registry) throws(RegistryError) in
      try registry.retire(name, at: request.time, by: Self.who(request))
    }
    return .redirect(to: Self.path)
  }
}
