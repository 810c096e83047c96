import Foundation
import Schema
import Simulation
import Tally

/// The simulated captures of the demonstration in their folder.
///
/// `captures/SENSOR/DAY.pcapng.zst` are the captures, `scenario.yaml` is the scenario, and
/// `simulation.json`, which is written last, says what the captures were made from.
struct DemoSimulation {
  /// What captures were made from.
  private struct Origin: Codable, Equatable {
    var scenario_sha256: String
    var seed: UInt64
    var days: Int
  }

  private static let compression = ".zst"

  private let simulator: Simulator
  private let folder: String

  /// A simulation of a scenario into a folder.
  init(_ scenario: Scenario, folder: String) {
    simulator = Simulator(scenario)
    self.folder = folder
  }

  /// The scenario.
  var scenario: Scenario { simulator.scenario }

  /// The captures, each with its sensor.
  var captures: [TallyInput] {
    simulator.scenario.sensors.map {
      TallyInput(path: path(of: $0), assignment: .sensor($0.name))
    }
  }

  /// The scenario's sensors, as its file says them.
  var sensors: SensorFile {
    SensorFile(
      path: scenarioPath,
      sensors: simulator.scenario.sensors.map {
        Sensor(name: $0.name, region: $0.country, group: SensorGroup(rawValue: $0.group))
      }
    )
  }

  /// Simulates, unless the same captures are there already.
  func run() throws {
    let days = simulator.scenario.dayCount
    guard !isDone else {
      StandardError.write("note: \(days) simulated days are in \(folder) already and used again")
      return
    }
    // What a store holds of other captures would be counted besides.
    let archive = "\(folder)/archive"
    let sensors = try? FileManager.default.contentsOfDirectory(atPath: archive)
    guard (sensors ?? []).allSatisfy({ $0.hasPrefix(".") }) else {
      throw InputError(
        "\(folder): it holds packets that are not those of this demonstration; choose another folder "
          + "with --data"
      )
    }
    try? FileManager.default.removeItem(atPath: originPath)
    let truth = try SimulationProgress(dayCount: days).truth { progress in
      try simulator.write(
        toFolder: "\(folder)/captures",
        compression: Self.compression,
        progress: progress
      )
    }
    try write(Data(Scenario.builtInText.utf8), to: scenarioPath)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try write(try encoder.encode(origin), to: originPath)
    StandardError.write(
      "note: \(Numbers.grouped(truth.packets)) simulated packets of \(days) days are in \(folder)"
    )
  }

  private var origin: Origin {
    Origin(
      scenario_sha256: simulator.scenario.digest,
      seed: simulator.seed,
      days: simulator.scenario.dayCount
    )
  }

  private var originPath: String { "\(folder)/simulation.json" }
  private var scenarioPath: String { "\(folder)/scenario.yaml" }

  private func path(of sensor: SimulatedSensor) -> String {
    simulator.captureFile(
      of: sensor,
      inFolder: "\(folder)/captures",
      compression: Self.compression
    )
  }

  /// Whether the captures are there and were made from the same; a note that cannot be read is none.
  private var isDone: Bool {
    guard let note = try? SmallFile.contents(of: originPath),
      let made = try? JSONDecoder().decode(Origin.self, from: note)
    else { return false }
    return made == origin
      && captures.allSatisfy { FileManager.default.fileExists(atPath: $0.path) }
  }

  private func write(_ data: Data, to path: String) throws {
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw InputError("\(path): it cannot be written; check the folder and the space left")
    }
  }
}
