import Foundation
import Schema
import Testing

@testable import Reporting

@Suite("Daily figure")
struct DailyFigureTests {
  private let frame = FigureFrame(
    id: "x",
    language: .en,
    title: "Packets",
    subtitle: "2024-07-01 – 2024-07-03",
    description: "Packets of three days.",
    source: "made up"
  )

  private func figure(_ series: [FigureSeries], coverage: [DayCoverage] = []) -> DailyFigure {
    DailyFigure(
      frame: frame,
      quantity: "packets",
      firstDay: CivilDay(number: 19_905),
      series: series,
      coverage: coverage
    )
  }

  private func scale(_ end: Double) -> DailyScale { DailyScale(.amount, upTo: end, plain: 1) }

  /// The rows of the first view's data.
  private func rows(_ figure: DailyFigure) throws -> [[String: Any]] {
    let text = try #require(figure.figure).specification
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let views = try #require(object?["vconcat"] as? [[String: Any]])
    let data = try #require(views.first?["data"] as? [String: Any])
    return try #require(data["values"] as? [[String: Any]])
  }

  @Test("A day without a value stays a gap: null, and another run behind it")
  func gap() throws {
    let rows = try rows(
      figure([FigureSeries(name: "a", role: .domestic, values: [10, nil, 30])])
    )
    #expect(rows.map { $0["day"] as? String } == ["2024-07-01", "2024-07-02", "2024-07-03"])
    #expect(rows.map { $0["value"] as? Double } == [10, nil, 30])
    #expect(rows[1]["value"] is NSNull)
    #expect(rows.map { $0["run"] as? Int } == [0, 1, 1])
    // Both days stand alone, so that a line through them would not show them.
    #expect(rows.map { $0["alone"] as? Bool } == [true, nil, true])
  }

  @Test("No value at all is no figure, and a notice stands in its place")
  func nothing() {
    let empty = figure([FigureSeries(name: "a", role: .domestic, values: [nil, nil, .nan])])
    #expect(empty.figure == nil)
    #expect(empty.block(orNotice: "No sensor listened.") == .notice("No sensor listened."))
  }

  @Test("What is beyond six lines is added up, and has no sum where a part of it is missing")
  func others() {
    let series = (1...8).map { rank in
      FigureSeries(
        name: "\(rank)",
        role: .ranked(rank),
        values: [Double(rank), rank == 8 ? nil : 1]
      )
    }
    let total = FigureSeries(name: "total", role: .total, values: [36, 8])
    let lines = DailyLines([total] + series, others: "others").lines
    #expect(
      lines.map(\.series.name) == ["total", "1", "2", "3", "4", "5", "6", "others"]
    )
    #expect(lines.last?.series.values == [15, nil])
    #expect(lines.last?.series.role == .others)
  }

  @Test("Labels of lines that end together stand apart, in the order of their ends")
  func labels() {
    let lines = DailyLines(
      [
        FigureSeries(name: "a", role: .ranked(1), values: [50]),
        FigureSeries(name: "b", role: .ranked(2), values: [51]),
        FigureSeries(name: "c", role: .ranked(3), values: [90]),
      ],
      others: "others"
    )
    // Wanted at 50, 51 and 90 of 100 pixels: the first two part about 50.5, by 15.
    #expect(
      lines.labelHeights(on: scale(100), height: 100, spacing: 15) == [43, 58, 90]
    )
  }

  @Test("Ranks go down from the first place, and a step means as much as its ratio")
  func ranks() throws {
    let scale = DailyScale(.rank, upTo: 37, plain: 1)
    // The next round place behind the last.
    #expect(scale.bottom == 50 && scale.top == 1)
    #expect(scale.marks == [1, 2, 5, 10, 20, 50])
    #expect(scale.height(of: 1) == 1 && scale.height(of: 50) == 0)
    // 50 is 7.07 times 7.07: the middle.
    #expect(abs(scale.height(of: 50.0.squareRoot()) - 0.5) < 1e-12)
    #expect(abs(scale.value(at: scale.height(of: 20)) - 20) < 1e-9)
    var figure = figure([FigureSeries(name: "23/TCP", role: .ranked(1), values: [1, 37])])
    figure.measure = .rank
    let text = try #require(figure.figure).specification
    #expect(text.contains(#""scale":{"domain":[50,1],"nice":false,"type":"log"}"#))
  }

  @Test("Labels at the bottom do not leave the figure")
  func labelsAtTheBottom() {
    let lines = DailyLines(
      (1...3).map { FigureSeries(name: "\($0)", role: .ranked($0), values: [0]) },
      others: "others"
    )
    // All want to stand at 0; the first, the most important, stands on top.
    #expect(lines.labelHeights(on: scale(1), height: 100, spacing: 15) == [30, 15, 0])
  }

  @Test(
    "Days are named as room allows",
    arguments: [
      (3, 6, ["2024-07-01", "2024-07-02", "2024-07-03"]),
      (31, 6, ["2024-07-01", "2024-07-08", "2024-07-15", "2024-07-22", "2024-07-29"]),
      (92, 4, ["2024-07-01", "2024-08-01", "2024-09-01"]),
      (366, 6, ["2024-07-01", "2024-10-01", "2025-01-01", "2025-04-01", "2025-07-01"]),
    ]
  )
  func names(count: Int, room: Int, expected: [String]) {
    let days = DailyAxis.namedDays(from: CivilDay(number: 19_905), count: count, room: room)
    #expect(days.map(\.description) == expected)
  }

  @Test("The strip tells full, partial and no coverage apart")
  func coverage() {
    #expect(DayCoverage(sensors: 6, knownSensors: 6).state == .full)
    #expect(DayCoverage(sensors: 5, knownSensors: 6).state == .partial)
    #expect(DayCoverage(sensors: 6, knownSensors: 6, listened: 0.5).state == .partial)
    // A restart of three minutes is no partial day.
    #expect(DayCoverage(sensors: 1, knownSensors: 1, listened: 0.998).state == .full)
    #expect(DayCoverage(sensors: 0, knownSensors: 6).state == .none)
    #expect(DayCoverage(sensors: 0, knownSensors: 0).state == .none)
  }
}
