import Foundation
import NIOHTTP1
import NIOPosix
import Segment
import Shipping
import Testing

@testable import Sensor

@Suite("The program on the sensor", .timeLimit(.minutes(10)))
struct ProgramTests {
  /// A centre for a whole life of a sensor: it enrols, takes segments, and refuses an empty report.
  private func centre(_ sensor: TestSensor) async throws -> TestCentre {
    let authority = sensor.authority
    return try await TestCentre(try sensor.server(), group: sensor.group) { request, _ in
      let time = [("hirundo-time", String(TestSensor.now()))]
      switch request.path {
      case CentreAPI.enrolment:
        guard
          let read = try? JSONDecoder().decode(EnrolmentRequest.self, from: Data(request.body)),
          let issued = try? authority.sensor(
            "tokyo-1",
            request: read.request,
            now: TestSensor.seconds
          ),
          let answer = try? JSONEncoder().encode(
            EnrolmentAnswer(
              sensor: "tokyo-1",
              certificate: issued.pem,
              authority: authority.pem,
              nextSequence: 7
            )
          )
        else { return .status(400, headers: time) }
        return .status(200, headers: time, body: String(decoding: answer, as: UTF8.self))
      case CentreAPI.report: return .status(request.body.isEmpty ? 400 : 204, headers: time)
      default: return .status(request.sensor == "tokyo-1" ? 201 : 401, headers: time)
      }
    }
  }

  private func wait(_ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while !condition() {
      try #require(ContinuousClock.now < end)
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test(
    "From a token to segments: enrol, run, SIGTERM, and again",
    .enabled(if: SensorProgram.mayCapture, "needs root, and the program built: swift build")
  )
  func life() async throws {
    let sensor = try TestSensor()
    let centre = try await centre(sensor)
    let program = SensorProgram(folder: sensor.folder)
    let settings = "\(sensor.folder)/sensor.yaml"
    let directory = "\(sensor.folder)/state"
    try sensor.write("interfaces:\n  - lo\ndirectory: \(directory)\nreserve: 0\n", settings)
    let token = EnrolmentToken(
      centre: "127.0.0.1:\(centre.port)",
      sensor: "tokyo-1",
      fingerprint: sensor.authority.fingerprint
    )

    let early = try await program("run", "--config", settings)
    #expect(early.status == 1 && early.text.contains("this sensor is not enrolled"))
    let enrolled = try await program("enrol", "-", "--config", settings, input: token.text + "\n")
    #expect(enrolled.status == 0, "\(enrolled.text)")
    #expect(enrolled.text.contains("enrolled as sensor tokyo-1"))
    let healthy = try await program("doctor", "--config", settings)
    #expect(healthy.status == 0, "\(healthy.text)")
    #expect(healthy.text.split(separator: "\n").allSatisfy { $0.hasPrefix("ok") })

    let files = SensorFiles(directory)
    let first = try program.start("run", "--config", settings)
    try await wait { FileManager.default.fileExists(atPath: files.status) }
    let status = try await program("status", "--config", settings)
    #expect(status.status == 0 && status.text.contains("tokyo-1"))
    let second = try await program("run", "--config", settings)
    #expect(second.status == 1 && second.text.contains("another process owns it"))
    first.terminate()
    #expect(await first.end() == 0, "\(first.text)")
    let kept = try FileManager.default.contentsOfDirectory(atPath: files.spool)
    #expect(kept.filter { $0.hasSuffix("-00000000000000000007.pcapng.zst") }.count == 1)

    let again = try program.start("run", "--config", settings)
    try await wait { centre.requests.contains { $0.path == "/sensor/v1/segments/7" } }
    again.kill()
    #expect(await again.end() == 137)
    let segment = try #require(centre.requests.first { $0.method == .PUT })
    let verified = try ClosedSegment(verifying: segment.body, path: "segment 7")
    #expect(verified.identity.sensor == "tokyo-1" && verified.identity.sequence == 7)
    #expect(centre.requests.contains { $0.path == CentreAPI.report && !$0.body.isEmpty })
  }

  @Test(
    "Wrong calls have status 2, failures 1, each with a sentence",
    .enabled(if: SensorProgram.isThere, "the program is not built: swift build")
  )
  func calls() async throws {
    let sensor = try TestSensor()
    let program = SensorProgram(folder: sensor.folder)
    let version = try await program("--version")
    #expect(version.status == 0 && version.text == "0.1.0\n")
    let wrong = try await program("run", "--nonsense")
    #expect(wrong.status == 2 && wrong.text.contains("--nonsense"))
    let missing = try await program("status", "--config", "/nowhere.yaml")
    #expect(missing.status == 1)
    #expect(missing.text == "Error: /nowhere.yaml: there is no such file; check its name\n")
    let settings = "\(sensor.folder)/sensor.yaml"
    try sensor.write("interfaces: lo\n", settings)
    let mistaken = try await program("doctor", "--config", settings)
    #expect(mistaken.status == 1 && mistaken.text.contains("sensor.yaml, line 1"))
    try sensor.write("directory: \(sensor.folder)/state\n", settings)
    let token = try await program("enrol", "secret", "--config", settings)
    #expect(token.status == 1 && !token.text.contains("secret"))
  }

  @Test("A doctor names what is wrong, and what to do")
  func doctor() async throws {
    let sensor = try TestSensor()
    let centre = try await TestCentre(try sensor.server(), group: sensor.group) { _, _ in
      .status(403, body: "revoked")
    }
    _ = try sensor.enrolled(at: centre.port, now: TestSensor.seconds - 80 * 86_400)
    var configuration = SensorConfiguration()
    configuration.directory = sensor.folder
    configuration.interfaces = ["lo", "nothing0"]
    configuration.reserve = 1 << 60
    let findings = await SensorDoctor(
      configuration,
      group: sensor.group,
      software: "hirundo-sensor test",
      now: TestSensor.now
    ).findings()
    let wrong = findings.filter { !$0.isWell }
    #expect(
      wrong.map(\.area).filter { $0 != "capability" } == [
        "interface", "disk", "certificate", "centre",
      ]
    )
    #expect(wrong.first?.text == "nothing0: there is none of this name")
    #expect(wrong.last?.text.contains("403 revoked") == true)
    #expect(wrong.allSatisfy { $0.remedy?.isEmpty == false })
  }
}
