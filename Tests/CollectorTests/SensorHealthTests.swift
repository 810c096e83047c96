import Analysis
import Registry
import Schema
import Shipping
import Store
import Testing

@testable import Collector

@Suite("Sensor health")
struct SensorHealthTests {
  private static let second: Int64 = 1_000_000_000
  private static let hour = 3600 * second
  private static let day = 24 * hour
  /// 2024-07-15T09:42:00Z; the hour that ended last began at 08:00.
  private static let now = 1_721_036_520 * second
  private static let last = now / hour - 1

  private func report(
    gapUntil: Int64? = nil,
    isUp: Bool = true,
    unshipped: UInt64 = 0
  ) -> SensorReport {
    SensorReport(
      version: "1",
      started: 0,
      time: Self.now,
      clockOffset: nil,
      lastPacket: nil,
      unshippedSegments: 0,
      unshippedBytes: unshipped,
      spoolLimit: 1000,
      freeBytes: 1,
      lastSequence: 1,
      interfaces: [.init(name: "eth0", isUp: isUp, received: 1, dropped: 0)],
      gaps: gapUntil.map {
        [.init(firstSequence: 1, lastSequence: 1, from: $0 - 1, until: $0, bytes: 1)]
      } ?? [],
      certificateUntil: 0
    )
  }

  private func hours(_ counts: [UInt64], last: UInt64, covered: Int64 = hour) -> [SensorHour] {
    var hours = counts.enumerated().map { index, count in
      SensorHour(
        sensor: "a",
        hour: Self.last - 24 * Int64(index + 1),
        covered: covered,
        packets: count,
        received: count,
        dropped: 0
      )
    }
    hours.append(
      SensorHour(
        sensor: "a",
        hour: Self.last,
        covered: covered,
        packets: last,
        received: last,
        dropped: 0
      )
    )
    return hours
  }

  private func health(
    heard: Int64? = now,
    offset: Int64? = 0,
    _ report: SensorReport? = nil,
    lastDay: SensorCoverage? = nil,
    hours: [SensorHour] = [],
    receipts: [SensorReceipts] = [],
    certificateUntil: Int64? = now / second + 60 * 86_400,
    state: RegisteredSensor.State = .active,
    created: Int64 = now - 40 * day
  ) -> SensorHealth {
    var sensor = RegisteredSensor(Sensor(name: "a"), created: created)
    sensor.state = state
    return SensorHealth(
      sensor,
      contact: heard.map { SensorContact(heard: $0, clockOffset: offset, report: report) },
      lastDay: lastDay,
      lastMonth: nil,
      hours: hours,
      receipts: receipts,
      certificateUntil: certificateUntil,
      now: Self.now
    )
  }

  @Test("A sensor that is well has no flag")
  func well() {
    #expect(
      health(report(), hours: hours([100, 100, 90, 110, 100, 95, 105], last: 98)).flags == []
    )
  }

  @Test("Five minutes without a word are silence, and never a word is too")
  func silent() {
    #expect(health(heard: Self.now - 300 * Self.second).flags == [])
    #expect(health(heard: Self.now - 301 * Self.second).flags == [.silent])
    #expect(health(heard: nil).flags == [.silent])
    #expect(health(heard: nil, state: .retired).flags == [])
  }

  @Test("The clock may be two seconds off, in either direction")
  func clock() {
    #expect(health(offset: 2 * Self.second).flags == [])
    #expect(health(offset: 2 * Self.second + 1).flags == [.clock])
    #expect(health(offset: -7200 * Self.second).flags == [.clock])
  }

  @Test("A certificate that ends in 14 days was not renewed")
  func certificate() {
    let seconds = Self.now / Self.second
    #expect(health(report(), certificateUntil: seconds + 14 * 86_400).flags == [])
    #expect(health(report(), certificateUntil: seconds + 14 * 86_400 - 1).flags == [.certificate])
    #expect(health(report(), certificateUntil: nil).flags == [.certificate])
  }

  @Test("What the sensor says of itself is flagged: a gap, an interface, the spool")
  func reported() {
    #expect(health(report(gapUntil: Self.now - 29 * Self.day)).flags == [.gaps])
    #expect(health(report(gapUntil: Self.now - 31 * Self.day)).flags == [])
    #expect(health(report(isUp: false)).flags == [.interface])
    #expect(health(report(unshipped: 500)).flags == [])
    #expect(health(report(unshipped: 501)).flags == [.spool])
  }

  @Test("A conflict of the last month is flagged, a busy centre is not")
  func conflict() {
    let day = CivilDay(number: 19_900)
    #expect(health(receipts: [SensorReceipts(day: day, refused: ["busy": 9])]).flags == [])
    #expect(
      health(receipts: [SensorReceipts(day: day, refused: ["conflict": 1])]).flags == [.conflict]
    )
  }

  @Test("The last whole hour is compared with the same hour of other days")
  func rate() {
    let usual: [UInt64] = [100, 110, 90, 400, 95, 100, 120]
    let storm = health(hours: hours(usual, last: 175))
    #expect(storm.flags == [.rate] && storm.rate == 175)
    #expect(health(hours: hours(usual, last: 174)).flags == [])
    #expect(health(hours: hours(usual, last: 0)).flags == [.rate])
    // Six days are too few, and half an hour says nothing.
    #expect(health(hours: hours(Array(usual.prefix(6)), last: 9000)).normal == nil)
    let half = health(hours: hours(usual, last: 9000, covered: Self.hour / 2))
    #expect(half.rate == nil && half.flags == [])
    // 54 minutes are enough: 90 packets in them are 100 an hour.
    #expect(
      health(hours: hours(usual, last: 90, covered: Self.hour / 10 * 9)).rate == 100
    )
  }

  @Test("Coverage counts since the sensor was added, loss among all that came")
  func coverage() throws {
    let covered = SensorCoverage(
      sensor: "a",
      day: CivilDay(number: 0),
      covered: 6 * Self.hour,
      segments: 360,
      packets: 900,
      received: 1000,
      dropped: 100
    )
    #expect(health(lastDay: covered).lastDay.coverage == 0.25)
    let young = health(lastDay: covered, created: Self.now - 12 * Self.hour)
    #expect(young.lastDay.coverage == 0.5)
    #expect(young.lastDay.loss == 0.1)
    #expect(young.lastMonth.loss == nil)
  }
}
