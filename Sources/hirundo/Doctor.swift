import Collector
import Enrichment
import Foundation
import Schema
import Segment
import Store

/// Looks at everything that a working installation needs.
struct Doctor {
  /// Below this the disk is nearly full.
  ///
  /// Unit: bytes.
  private static let leastSpace: Int64 = 1 << 30
  /// Data about addresses that are older have become wrong in many places.
  ///
  /// Unit: days.
  private static let oldestData = 400

  let options: StoreOptions
  let meaning: MeaningOptions

  /// What was found, in the order in which things depend on each other.
  func findings() async -> [Finding] {
    var findings = configuration() + directory()
    findings += openID() + enrichment()
    // Without these there is no store to look at.
    let needed = ["configuration", "data directory"]
    guard findings.allSatisfy({ !needed.contains($0.area) || $0.state != .fail }) else {
      return findings
    }
    let zone = (try? meaning.zone(options.configuration())) ?? .utc
    do {
      findings += try await options.withStore { session in
        try await Self.store(session, zone)
      }
    } catch {
      findings.append(Finding("engine", error))
    }
    return findings
  }

  private func configuration() -> [Finding] {
    do {
      let configuration = try options.configuration()
      let zone = try meaning.zone(configuration)
      let text = configuration.path ?? "no file; every choice is the usual one"
      return [Finding("configuration", .ok, "\(text), days begin in \(zone.name)")]
    } catch {
      return [Finding("configuration", error)]
    }
  }

  private func directory() -> [Finding] {
    let path = options.directory
    let area = "data directory"
    guard FileManager.default.fileExists(atPath: path) else {
      return [
        Finding(
          area,
          .fail,
          "\(path) is not there",
          remedy: "make one with hirundo ingest, or name it with --data or HIRUNDO_DATA"
        )
      ]
    }
    var findings: [Finding] = []
    let isWritable = FileManager.default.isWritableFile(atPath: path)
    findings.append(
      Finding(
        area,
        isWritable ? .ok : .fail,
        "\(path) is \(isWritable ? "writable" : "not writable")",
        remedy: isWritable ? nil : "run as the user who owns it"
      )
    )
    let lock = (try? String(contentsOfFile: "\(path)/lock", encoding: .utf8)) ?? ""
    let owner = lock.split(separator: "\n").first.map(String.init)
    findings.append(
      Finding(area, .ok, owner.map { "owned by process \($0)" } ?? "nobody is changing it")
    )
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
    if let free = attributes?[.systemFreeSize] as? Int64 {
      let isEnough = free >= Self.leastSpace
      findings.append(
        Finding(
          area,
          isEnough ? .ok : .warn,
          "\(ByteAmount(bytes: UInt64(clamping: free))) are free on its disk",
          remedy: isEnough ? nil : "make room, or set retention.budget and run hirundo retain"
        )
      )
    }
    return findings
  }

  private func enrichment() -> [Finding] {
    let area = "enrichment"
    do {
      let sources = try meaning.fullSnapshot().provenance
      let today = ReportingZone.utc.day(of: StoreSession.now()).day
      guard !sources.isEmpty else {
        return [
          Finding(
            area,
            .warn,
            "no data about addresses: regions and networks are unknown",
            remedy: "run Scripts/install-enrichment"
          )
        ]
      }
      return sources.map { source in
        let day = source.date.flatMap { CivilDay($0.description.prefix(10)) }
        let age = day.map { today.number - $0.number }
        let isOld = age.map { $0 > Self.oldestData } ?? false
        let date = source.date.map { ", data of \($0)" } ?? ""
        return Finding(
          area,
          isOld ? .warn : .ok,
          "\(source.kind.rawValue): \(source.path)\(date)"
            + (age.map { ", \($0) days old" } ?? ""),
          remedy: isOld ? "install newer data (docs/formats/enrichment.md)" : nil
        )
      }
    } catch {
      return [Finding(area, error)]
    }
  }

  private static func store(
    _ session: StoreSession,
    _ zone: ReportingZone
  ) async throws -> [Finding] {
    let store = session.store
    var findings: [Finding] = []
    let version = try await store.client.version()
    let nodes = store.nodes.count == 1 ? "" : " of \(store.nodes.count) nodes"
    findings.append(
      Finding("engine", .ok, "ClickHouse \(version.text)\(nodes) answers")
    )
    findings += try await tables(store)
    findings += try archive(session.directory)
    findings += try await ledger(store)
    findings += try await summaries(store, zone)
    return findings
  }

  private static func tables(_ store: EventStore) async throws -> [Finding] {
    let missing = Set(Migration.all.map(\.number)).subtracting(try await store.appliedMigrations())
    var findings = [
      missing.isEmpty
        ? Finding("store", .ok, "the tables are up to date (change \(Migration.all.count))")
        : Finding(
          "store",
          .fail,
          "changes of the tables are missing: \(missing.sorted())",
          remedy: "run any command again once all nodes answer"
        )
    ]
    for table in try await store.tableSizes() where table.size.rows > 0 {
      let perRow = Double(table.size.bytes) / Double(table.size.rows)
      let isLarge = table.size.parts > 3000
      findings.append(
        Finding(
          "store",
          isLarge ? .warn : .ok,
          "\(table.name): \(Numbers.counted(table.size.rows, "row")), "
            + "\(ByteAmount(bytes: table.size.bytes)), \(Numbers.fixed(perRow, decimals: 1)) bytes "
            + "a row, \(Numbers.counted(table.size.parts, "part"))",
          remedy: isLarge ? "let the engine merge them: insert less often" : nil
        )
      )
    }
    return findings
  }

  private static func archive(_ directory: DataDirectory) throws -> [Finding] {
    let sensors = try directory.archive.sensors()
    var days: Set<CivilDay> = []
    var segments = 0
    var bytes: Int64 = 0
    for sensor in sensors {
      for day in try directory.archive.days(of: sensor) {
        let contents = try directory.archive.contents(of: sensor, on: day)
        days.insert(day)
        segments += contents.identities.count
        bytes += contents.bytes
      }
    }
    let span = days.min().flatMap { first in days.max().map { ", \(first) to \($0)" } } ?? ""
    return [
      Finding(
        "archive",
        .ok,
        "\(Numbers.counted(segments, "segment")) of \(Numbers.counted(sensors.count, "sensor")) on "
          + Numbers.counted(days.count, "day")
          + "\(span), \(ByteAmount(bytes: UInt64(clamping: bytes)))"
      )
    ]
  }

  private static func ledger(_ store: EventStore) async throws -> [Finding] {
    let counts = try await store.segmentCounts()
    let stored = counts[.stored] ?? 0
    var findings = [Finding("ledger", .ok, "stored: \(Numbers.counted(stored, "segment"))")]
    if let pending = counts[.pending], pending > 0 {
      findings.append(
        Finding(
          "ledger",
          .warn,
          "waiting for their rows: \(Numbers.counted(pending, "segment"))",
          remedy: "run hirundo ingest again: it finishes them"
        )
      )
    }
    if let refused = counts[.quarantined], refused > 0 {
      findings.append(
        Finding(
          "ledger",
          .warn,
          "not to be read: \(Numbers.counted(refused, "segment"))",
          remedy: "see the reasons in quarantine/, and fetch the segments again"
        )
      )
    }
    for gap in try await store.sequenceGaps() {
      findings.append(
        Finding(
          "ledger",
          .warn,
          "missing of sensor \(gap.sensor): \(Numbers.counted(gap.missing, "segment"))",
          remedy: "see whether the sensor still has them"
        )
      )
    }
    return findings
  }

  private static func summaries(
    _ store: EventStore,
    _ zone: ReportingZone
  ) async throws -> [Finding] {
    let days = try await store.answers(for: nil, zone: zone)
    let now = StoreSession.now()
    let open = days.raw.filter { zone.start(of: CivilDay(number: $0.number + 1)) > now }
    let dirty = days.raw.count - open.count - days.gone.count
    var findings = [
      Finding(
        "summaries",
        dirty > 0 ? .warn : .ok,
        "summarised in \(zone.name): \(Numbers.counted(days.summarised.count, "day"))"
          + (dirty > 0 ? ", to do: \(Numbers.counted(dirty, "day"))" : "")
          + (open.isEmpty ? "" : ", not over: \(Numbers.counted(open.count, "day"))"),
        remedy: dirty > 0 ? "run hirundo summarise" : nil
      )
    ]
    if let first = days.gone.first, let last = days.gone.last {
      findings.append(
        Finding(
          "summaries",
          .ok,
          "no longer kept: \(Numbers.counted(days.gone.count, "day")) from \(first) to \(last)"
        )
      )
    }
    return findings
  }
}
