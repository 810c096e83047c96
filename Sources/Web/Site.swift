import Analysis
import Collector
import Disclosure
import Registry
import Reporting
import Schema
import Store

/// All that routes need: what is shown, who asks, and what is kept between requests.
struct Site: Sendable {
  let settings: WebSettings
  let content: WebContent
  let registry: Registry
  let log: @Sendable (String) -> Void
  let now: @Sendable () -> Int64
  /// The public facts of each quarter.
  let facts: PublicFacts
  private let sensors: KnownSensors
  /// Figures that were drawn; nil where nothing draws.
  let drawings: FigureDrawings?
  /// Where passwords are checked, one after the other.
  let desk = PasswordDesk()
  /// Answers that are the same for everyone.
  let publicAnswers: Shelf<Answer>
  /// Answers to people with an account, other than pages.
  let answers: Shelf<Answer>
  /// Pages for people with an account, without what stands around them.
  let pages: Shelf<Page>
  let template: PageTemplate
  /// The programs that make pages lively.
  let scripts: SiteScripts
  /// How many requests readers may make.
  let budget: RequestBudget
  /// What is counted now.
  let live: LiveFeed
  /// How many exports are made at once.
  let exports = Turnstile(room: 2, name: "exports")
  /// How many queries in SQL are answered at once.
  let queries = Turnstile(room: 2, name: "queries")
  /// Through whom people sign in besides; nil for passwords only.
  let openID: OpenIDProvider?
  /// How many come and go through it at once.
  let openIDs = Turnstile(room: 16, name: "sign-ins")
  /// Where reports are made; nil where this process owns no data directory.
  let reports: ReportDesk?

  init(
    settings: WebSettings,
    content: WebContent,
    registry: Registry,
    log: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int64
  ) throws(WebError) {
    self.settings = settings
    self.content = content
    self.registry = registry
    self.log = log
    self.now = now
    // Public facts rest for a day.
    publicAnswers = Shelf(room: 256, fresh: 60, longest: 60, log: log)
    answers = Shelf(room: 256, fresh: 30, longest: 120, log: log)
    pages = Shelf(room: 256, fresh: 30, longest: 120, log: log)
    facts = PublicFacts(content)
    sensors = KnownSensors(content)
    drawings = content.renderer.map { FigureDrawings(FigureRenderer($0)) }
    scripts = SiteScripts(content.renderer)
    template = try PageTemplate(scripts: scripts)
    budget = RequestBudget(perMinute: settings.requestsPerMinute)
    live = LiveFeed(content: content, now: now, log: log)
    openID = settings.openID.map {
      let origin = settings.link(port: settings.address.port)
      return OpenIDProvider($0, redirect: "\(origin)\(OpenIDPages.returnPath)", now: now)
    }
    reports = content.served.map { ReportDesk(content, $0, log: log, now: now) }
  }

  /// The present day in the reporting zone.
  var today: CivilDay { content.zone.day(of: now()).day }

  /// The gate of everyone, today.
  var gate: Gate { Gate(policy: content.policy, audience: .everyone, today: today) }

  /// The sensors that somebody named, and behind them those of which nobody said who they are.
  func directory() async throws -> SensorDirectory {
    try await sensors.directory(at: now())
  }

  /// The days that have packets and are over, in order.
  func fullDays() async throws -> [CivilDay] {
    let answers = try await content.store.answers(for: nil, zone: content.zone)
    return (answers.summarised + answers.raw).filter { $0 < today }.sorted()
  }
}

extension WebContent {
  /// The sensors that somebody named, and behind them those that listened and of which nobody said who they are.
  func completeDirectory() async throws -> SensorDirectory {
    let named = try directory()
    let heard = try await store.listeningSensors(in: TimeRange(start: 0, end: .max))
    let unknown = heard.filter { named?[$0] == nil }.sorted().map { Sensor(name: $0) }
    guard let named else { return SensorDirectory(unknown, home: home) }
    guard !unknown.isEmpty else { return named }
    let known = named.entries.map {
      Sensor(name: $0.sensor.name, region: $0.sensor.region, group: $0.group)
    }
    return SensorDirectory(known + unknown, home: nil)
  }
}
