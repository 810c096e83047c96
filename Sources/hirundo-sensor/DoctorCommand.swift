import ArgumentParser
import Sensor

/// `hirundo-sensor doctor`: whether everything is well, and what to do where it is not.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look whether everything is well, and say what to do where it is not.",
    discussion: "Changes nothing. The exit status is 1 where something is wrong."
  )

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let configuration = try options.read()
    let findings = try await ConfigurationOptions.withNetwork { group in
      await SensorDoctor(
        configuration,
        group: group,
        software: HirundoSensor.software,
        now: ConfigurationOptions.now
      ).findings()
    }
    let width = findings.map(\.area.count).max() ?? 0
    for finding in findings {
      let space = String(repeating: " ", count: width - finding.area.count + 2)
      let remedy = finding.remedy.map { "; \($0)" } ?? ""
      print("\(finding.isWell ? "ok   " : "WRONG") \(finding.area)\(space)\(finding.text)\(remedy)")
    }
    guard findings.allSatisfy(\.isWell) else { throw ExitCode.failure }
  }
}
