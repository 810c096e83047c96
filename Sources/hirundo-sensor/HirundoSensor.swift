import ArgumentParser
import Glibc

/// The program on the sensor: one subcommand a file.
@main
struct HirundoSensor: AsyncParsableCommand {
  static let version = "0.1.0"
  static var software: String { "hirundo-sensor \(version)" }

  static let configuration = CommandConfiguration(
    commandName: "hirundo-sensor",
    abstract: "Captures what its addresses hear, and brings it to the centre.",
    discussion: """
      From a token to a running sensor:

        hirundo-sensor enrol TOKEN         once, as root
        systemctl enable --now hirundo-sensor
        hirundo-sensor doctor              whether everything is well
      """,
    version: version,
    subcommands: [RunCommand.self, EnrolCommand.self, StatusCommand.self, DoctorCommand.self]
  )

  /// Runs the command of the arguments: exit status 0, 1 for a failure, 2 for a wrong call.
  static func main() async {
    // A peer that goes away is an error of a write and not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      let text = fullMessage(for: error)
      if code.isSuccess {
        print(text)
        return
      }
      if !text.isEmpty { Log.write(text) }
      Glibc.exit(code == .validationFailure ? 2 : 1)
    }
  }
}
