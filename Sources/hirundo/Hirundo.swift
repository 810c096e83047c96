import ArgumentParser
import CMemory
import Foundation

/// The program: one subcommand a file.
@main
struct Hirundo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hirundo",
    abstract:
      "Watches the Internet's background noise: captures in, counts that people can trust out.",
    discussion: """
      Without a capture:

        hirundo demo              a simulated quarter and the tables of its report

      A first look at a capture of your own:

        hirundo tally FILE        the tables of a report
        hirundo classify FILE     which tools and malware sent it
        hirundo decode FILE       one row a packet

      Captures that are kept:

        hirundo ingest PATH       into the store, each packet once
        hirundo top ports         what most packets are for, or who sends them
        hirundo detect --dry-run  what changed, and what makes the change
        hirundo show ADDRESS      everything known about a source
        hirundo query 'SELECT …'  any question
        hirundo report 2024-Q3    the documents of a period

      Sensors:

        hirundo sensors           add them, and see how they are
        hirundo serve             the centre that they send to
        hirundo accounts          who may sign in to its dashboard
      """,
    version: "0.1.0",
    subcommands: [
      DecodeCommand.self, ClassifyCommand.self, TallyCommand.self, IngestCommand.self,
      ServeCommand.self, SensorsCommand.self, AccountsCommand.self,
      TopCommand.self, DetectCommand.self, ShowCommand.self, PacketsCommand.self, QueryCommand.self,
      SummariseCommand.self, RetagCommand.self, RetainCommand.self, ArchiveCommand.self,
      ReportCommand.self, DoctorCommand.self, SimulateCommand.self, DemoCommand.self,
    ]
  )

  /// Runs the command of the arguments: exit status 0, 1 for a failure, 2 for a wrong call.
  static func main() async {
    // A reader that goes away (`| head`) ends the program quietly, also where the parent ignores it.
    signal(SIGPIPE, SIG_DFL)
    allocator_keep_buffers()
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
      if !text.isEmpty { StandardError.write(text) }
      Foundation.exit(code == .validationFailure ? 2 : 1)
    }
  }
}
