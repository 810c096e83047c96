import ArgumentParser
import Registry

/// `hirundo sensors retire`: a sensor that is no more.
struct SensorsRetireCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "Take a sensor out of service; what it sent stays.",
    discussion: "Example: hirundo sensors retire tokyo-1"
  )

  @Argument(help: "The sensor's name.")
  var name: String

  @OptionGroup var options: StoreOptions

  func run() throws {
    try options.presentRegistry()
      .retire(name, at: StoreSession.now(), by: options.operatorName)
    var output = StandardOutput()
    try output.write("Sensor \(name) is retired; nothing of it is accepted any more.")
    try output.flush()
  }
}
