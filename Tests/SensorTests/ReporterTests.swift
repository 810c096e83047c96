import Foundation
import NIOPosix
import Segment
import Shipping
import Testing

@testable import Sensor

@Suite("Reports of a sensor", .timeLimit(.minutes(10)))
struct ReporterTests {
  @Test("The centre and status.json are told the same, and the clock is measured")
  func told() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(204, headers: [("hirundo-time", String(TestSensor.now() + 5_000_000_000))])
    }
    let identity = try sensor.enrolled(at: centre.port)
    let spool = try sensor.spool(1...2)
    let offset = ClockOffset()
    let interface = SensorReport.Interface(name: "eth0", isUp: true, received: 7, dropped: 1)
    let counters = SensorCounters()
    counters.begin(["eth0"])
    counters.set(isUp: true, at: 0)
    counters.count(frames: 6, lost: 1, last: 42, at: 0)
    let reporter = SensorReporter(
      SensorCredentials(identity),
      files: sensor.files,
      sources: SensorReporter.Sources(
        spool: spool,
        spoolLimit: 1 << 30,
        progress: ShippingProgress(now: TestSensor.now, say: { _ in }),
        offset: offset,
        counters: counters
      ),
      client: TestSensor.client,
      intervals: (.milliseconds(20), .milliseconds(20)),
      group: sensor.group,
      version: "9.9.9",
      now: TestSensor.now,
      say: { sensor.say($0) }
    )
    await withTaskGroup { tasks in
      tasks.addTask { await reporter.run() }
      while centre.requests.count < 3 { await Task.yield() }
      tasks.cancelAll()
    }
    let request = try #require(centre.requests.last)
    #expect(request.path == "/sensor/v1/report" && request.sensor == "tokyo-1")
    let report = try JSONDecoder().decode(SensorReport.self, from: Data(request.body))
    #expect(report.version == "9.9.9" && report.interfaces == [interface])
    #expect(report.unshippedSegments == 2 && report.lastSequence == 2 && report.lastPacket == 42)
    #expect(report.certificateUntil == identity.certificate.validUntil)
    let measured = try #require(report.clockOffset)
    #expect(abs(measured + 5_000_000_000) < 1_000_000_000)
    let status = try SensorStatus(reading: sensor.files)
    #expect(status.sensor == "tokyo-1" && status.report.unshippedSegments == 2)
    #expect(sensor.sentences.isEmpty)
    let bytes = try Data(contentsOf: URL(filePath: sensor.files.status))
    #expect(try JSONDecoder().decode(SensorReport.self, from: bytes).interfaces == [interface])
  }
}
