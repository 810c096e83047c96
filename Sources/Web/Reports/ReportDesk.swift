import Disclosure
import Foundation
import Reporting
import Schema
import Store
import Synchronization

/// Where reports are made, one after the other: each takes seconds of the engine and of the renderer.
///
/// Built inert; `run` works until its task is cancelled.
final class ReportDesk: Sendable {
  private struct Book {
    var jobs: [ReportJob] = []
    var last = 0
  }

  /// How many may wait or be made.
  private static let room = 5
  /// How many that are over are told of.
  private static let kept = 20

  /// Where what is made lies.
  let shelf: ReportShelf
  private let content: WebContent
  private let served: ServedDirectory
  private let log: @Sendable (String) -> Void
  private let now: @Sendable () -> Int64
  private let book = Mutex(Book())
  private let arrivals: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation

  init(
    _ content: WebContent,
    _ served: ServedDirectory,
    log: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int64
  ) {
    self.content = content
    self.served = served
    self.log = log
    self.now = now
    shelf = ReportShelf(path: served.reportsPath)
    (arrivals, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// The jobs of which it knows, the newest first.
  var jobs: [ReportJob] { book.withLock { $0.jobs.reversed() } }

  /// Takes an order.
  ///
  /// - Throws: That too many wait.
  func take(_ order: ReportOrder) throws(WebError) {
    let time = now()
    let isTaken = book.withLock { book in
      guard book.jobs.count(where: \.isOpen) < Self.room else { return false }
      book.last += 1
      book.jobs.append(ReportJob(number: book.last, order: order, asked: time))
      let over = book.jobs.count { !$0.isOpen }
      if over > Self.kept, let oldest = book.jobs.firstIndex(where: { !$0.isOpen }) {
        book.jobs.remove(at: oldest)
      }
      return true
    }
    guard isTaken else {
      throw WebError(
        503,
        place: "reports",
        problem: "\(Self.room) reports are waiting already",
        remedy: "ask again when one of them is made",
        retryAfter: 60
      )
    }
    bell.yield()
  }

  /// Makes what is asked for until the task is cancelled.
  @concurrent
  func run() async {
    for await _ in arrivals {
      while !Task.isCancelled,
        let job = book.withLock({ $0.jobs.first { $0.state == .waiting } })
      {
        await make(job)
      }
    }
  }

  private func make(_ job: ReportJob) async {
    set(job.number, .counting)
    do {
      set(job.number, .made(try await name(ofMade: job)))
    } catch {
      log("\(job.order.sentence): \(error)")
      set(job.number, .failed("\(error)"))
    }
  }

  /// Makes a report, and gives the name of its folder.
  private func name(ofMade job: ReportJob) async throws -> String {
    let order = job.order
    let today = content.zone.day(of: now()).day
    let day = content.policy.disclosureDay(of: order.period, today: today)
    let gate = Gate(policy: content.policy, audience: order.audience, today: day)
    let surveyed = try await ReportSurvey(
      store: content.store,
      directory: try await content.completeDirectory(),
      home: content.home,
      zone: content.zone,
      rulesDigest: content.rulesDigest
    ).survey(order.period, withEvidence: order.audience == .everyone)
    let facts = gate.disclose(surveyed.facts, evidence: surveyed.evidence)
    let writer = ReportWriter(
      kinds: order.kinds,
      languages: order.languages,
      formats: order.formats,
      sources: served.sources,
      software: served.software,
      renderer: content.renderer
    )
    let (number, name) = (job.number, shelf.name(for: order, at: now()))
    let folder = shelf.unfinished(name)
    do {
      _ = try await writer.write(facts, disclosedOn: day, to: folder) { done, all in
        set(number, .writing(done: done, all: all))
      }
      try shelf.place(name)
    } catch {
      // What is left of it has a name that no list shows.
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    return name
  }

  private func set(_ number: Int, _ state: ReportJob.State) {
    book.withLock { book in
      guard let place = book.jobs.firstIndex(where: { $0.number == number }) else { return }
      book.jobs[place].state = state
    }
  }
}
