import Analysis
import Collector
import Registry
import Reporting
import Schema
import Shipping

/// How a sensor is, as sections of its page.
struct SensorView {
  private let health: SensorHealth
  private let zone: ReportingZone
  private let language: Language

  init(_ health: SensorHealth, zone: ReportingZone, _ language: Language) {
    self.health = health
    self.zone = zone
    self.language = language
  }

  private var report: SensorReport? { health.contact?.report }

  /// Its health, and what it says of itself.
  var sections: [Page.Section] {
    var blocks: [Page.Block] = []
    if health.sensor.state == .retired { blocks.append(.notice(SensorWords.retired[language])) }
    blocks.append(.table(PageTable(SensorWords.health[language], pairs: pairs, language)))
    if report == nil { blocks.append(.notice(SensorWords.noReport[language])) }
    var sections = [
      Page.Section(id: "health", heading: SensorWords.health[language], blocks: blocks)
    ]
    if let report {
      sections.append(interfaces(report))
      if !report.gaps.isEmpty { sections.append(gaps(report)) }
    }
    return sections
  }

  private var pairs: [(Phrase, String?)] {
    let flags = health.flags.map(\.rawValue).joined(separator: ", ")
    var pairs: [(Phrase, String?)] = [
      (SensorWords.flags, flags.isEmpty ? SensorWords.fine[language] : flags),
      (SensorWords.lastHeard, health.contact.map { time($0.heard) }),
      (SensorWords.lastPacket, health.lastPacket.map(time)),
      (SensorWords.lastDay, NumberText.percent(health.lastDay.coverage)),
      (SensorWords.lastMonth, NumberText.percent(health.lastMonth.coverage)),
      (SensorWords.lost, health.lastMonth.loss.map(NumberText.percent)),
      (SensorWords.rate, health.rate.map(NumberText.plain)),
      (
        SensorWords.normal,
        health.normal.map { "\(NumberText.plain($0.lower)) – \(NumberText.plain($0.upper))" }
      ),
      (
        SensorWords.certificate,
        health.certificateUntil.map {
          time($0.multipliedReportingOverflow(by: 1_000_000_000).partialValue)
        }
      ),
      (SensorWords.clock, health.contact?.clockOffset.map { NumberText.seconds($0) }),
    ]
    if let report {
      let spool =
        "\(NumberText.grouped(report.unshippedBytes)) / \(NumberText.grouped(report.spoolLimit))"
      pairs += [
        (SensorWords.version, report.version), (SensorWords.started, time(report.started)),
        (SensorWords.spool, NumberText.grouped(report.unshippedSegments)),
        (SensorWords.spoolBytes, spool),
        (SensorWords.freeBytes, NumberText.grouped(report.freeBytes)),
      ]
    }
    if !health.sensor.note.isEmpty { pairs.append((SourceWords.note, health.sensor.note)) }
    return pairs
  }

  private func time(_ nanoseconds: Int64) -> String { TimeText.both(nanoseconds, zone) }

  private func interfaces(_ report: SensorReport) -> Page.Section {
    let table = PageTable(
      caption: SensorWords.interfaces[language],
      columns: [
        .init(SensorWords.interface[language]), .init(SensorWords.isUp[language]),
        .init(SensorWords.received[language], isNumeric: true),
        .init(SensorWords.lost[language], isNumeric: true),
      ],
      rows: report.interfaces.map { interface in
        [
          PageTable.Cell(interface.name),
          PageTable.Cell((interface.isUp ? SensorWords.yes : SensorWords.no)[language]),
          PageTable.Cell(NumberText.grouped(interface.received)),
          PageTable.Cell(NumberText.grouped(interface.dropped)),
        ]
      }
    )
    return Page.Section(
      "interfaces",
      SensorWords.interfaces[language],
      table,
      orWhy: Words.noNumbers[language]
    )
  }

  private func gaps(_ report: SensorReport) -> Page.Section {
    let table = PageTable(
      caption: SensorWords.spoolGaps[language],
      columns: [
        .init(SensorWords.from[language]), .init(SensorWords.until[language]),
        .init(SensorWords.segments[language], isNumeric: true),
        .init(SensorWords.bytes[language], isNumeric: true),
      ],
      rows: report.gaps.reversed().map { gap in
        let count = gap.lastSequence &- gap.firstSequence &+ 1
        return [
          PageTable.Cell(time(gap.from)), PageTable.Cell(time(gap.until)),
          PageTable.Cell(NumberText.grouped(count)), PageTable.Cell(NumberText.grouped(gap.bytes)),
        ]
      }
    )
    return Page.Section(
      id: "spool-gaps",
      heading: SensorWords.spoolGaps[language],
      blocks: [.table(table)]
    )
  }
}
