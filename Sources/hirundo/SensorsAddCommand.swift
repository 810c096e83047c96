import ArgumentParser
import Schema
import Segment
import Shipping

/// `hirundo sensors add`: a sensor and its enrolment token.
struct SensorsAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a sensor and print the token that enrols it, once and within 24 hours.",
    discussion: """
      Give the token to whoever runs the sensor, who types hirundo-sensor enrol TOKEN. The centre \
      keeps only its digest.

      Example: hirundo sensors add tokyo-1 --country JP --group domestic --centre centre.example.net:8443
      """
  )

  @Argument(help: "The sensor's name: letters a-z A-Z, digits and . _ -")
  var name: String

  @Option(help: "The country in which it is, two letters: JP.")
  var country: String?

  @Option(help: "The group under which it is reported: domestic, overseas, or a name of yours.")
  var group: String?

  @Option(help: "What you want to remember about it.")
  var note: String = ""

  @OptionGroup var centre: CentreAddress
  @OptionGroup var options: StoreOptions

  func run() throws {
    _ = try SegmentIdentity(sensor: name, sequence: 1)
    let region = try country.map { country in
      guard let region = Region(country) else {
        throw InputError("--country \(country): this is no country of two letters, such as JP")
      }
      return region
    }
    let address = try centre.address(options.configuration())
    let token = try options.add(
      Sensor(
        name: name,
        region: region,
        group: group.map { SensorGroup(rawValue: $0.lowercased()) }
      ),
      note: note,
      centre: address
    )
    var output = StandardOutput()
    try output.write(token.text)
    try output.flush()
  }
}
