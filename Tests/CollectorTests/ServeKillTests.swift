import Foundation
import NIOHTTP1
import Segment
import Shipping
import Synchronization
import Testing

@Suite(
  "hirundo serve is killed while sensors send",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)"),
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: ServeProcess.program),
    "the program is not built beside the tests; run swift build"
  )
)
struct ServeKillTests {
  private static let segments = 60
  private static let packets = 500

  @Test("Whatever was sent until it was acknowledged is there exactly once")
  func killed() async throws {
    let folder = NSTemporaryDirectory() + "hirundo-serve-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = ["--data", "\(folder)/data"]
    let text = try ServeProcess.command(["sensors", "add", "tokyo-1"] + data)
    let token = try EnrolmentToken(text)
    var serve = try await ServeProcess(folder: folder)
    let sensor = try await enrol(token, folder: folder, port: serve.port)

    let segments = try (1...UInt64(Self.segments)).map {
      try sensor.segment($0, packets: Self.packets, ago: 3600)
    }
    let acknowledged = Acknowledged()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for lane in 0..<4 {
        group.addTask {
          for place in stride(from: lane, to: Self.segments, by: 4) {
            while true {
              // A connection that breaks, or one that is refused while nobody listens.
              let status = (try? await sensor.upload(segments[place]))?.status
              if status == 200 || status == 201 { break }
              try await Task.sleep(for: .milliseconds(200))
            }
            acknowledged.places.withLock { _ = $0.insert(place) }
            try await Task.sleep(for: .milliseconds(50))
          }
        }
      }
      for share in [10, 25, 45] {
        while acknowledged.places.withLock({ $0.count }) < share {
          try await Task.sleep(for: .milliseconds(20))
        }
        serve.kill()
        serve = try await ServeProcess(folder: folder, port: sensor.port)
      }
      try await group.waitForAll()
    }
    // All of it again: a sensor that was killed too sends what it knows no answer to.
    for segment in segments { #expect(try await sensor.upload(segment).status == 200) }
    #expect(serve.end() == 0)
    let counts = try ServeProcess.command(
      [
        "query",
        "SELECT count(), uniqExact(sequence), max(n) FROM (SELECT sequence, count() AS n "
          + "FROM packets WHERE sensor = 'tokyo-1' GROUP BY sequence)", "--format", "csv",
      ] + data
    )
    #expect(counts.split(separator: "\n").last == "60,60,500")
    let total = try ServeProcess.command(
      ["query", "SELECT count() FROM packets", "--format", "csv"] + data
    )
    #expect(total.split(separator: "\n").last == "30000")
  }

  private func enrol(
    _ token: EnrolmentToken,
    folder: String,
    port: Int
  ) async throws -> TestSensor {
    let pem = try String(
      contentsOfFile: "\(folder)/data/authority/certificate.pem",
      encoding: .utf8
    )
    #expect(CertificateAuthority.fingerprint(ofPEM: pem) == token.fingerprint)
    var sensor = TestSensor(
      name: token.sensor,
      port: port,
      key: SensorKey(),
      certificate: nil,
      authority: pem
    )
    let request = EnrolmentRequest(
      secret: token.secretText,
      request: try sensor.key.request(for: token.sensor)
    )
    let answer = try await sensor.send(
      .POST,
      CentreAPI.enrolment,
      body: Array(try JSONEncoder().encode(request))
    )
    #expect(answer.status == 200, "\(answer.body)")
    sensor.certificate =
      try JSONDecoder()
      .decode(EnrolmentAnswer.self, from: Data(answer.body.utf8)).certificate
    return sensor
  }
}

/// The segments that the centre has said to have.
private final class Acknowledged: Sendable {
  let places = Mutex(Set<Int>())
}
