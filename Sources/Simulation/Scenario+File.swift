import FoundationEssentials

extension Scenario {
  /// The largest scenario file.
  ///
  /// Unit: bytes.
  public static let longestFile = 1 << 20

  /// Reads a scenario file (docs/formats/scenario.md).
  public init(path: String) throws(SimulationError) {
    func failure(_ problem: String, _ remedy: String) -> SimulationError {
      SimulationError(file: path, line: nil, place: "", problem: problem, remedy: remedy)
    }
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: path)
    } catch {
      throw failure("there is no such file", "name a scenario file such as Scenarios/small.yaml")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw failure("this is not a file", "name a scenario file such as Scenarios/small.yaml")
    }
    guard let size = attributes[.size] as? UInt64, size <= Self.longestFile else {
      throw failure(
        "the file is longer than \(Self.longestFile) bytes",
        "name a scenario, not a capture"
      )
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw failure("the file cannot be read", "check who may read it with ls -l")
    }
    self = try ScenarioDecoder(file: path).decode(Array(data))
  }

  /// Reads a scenario's text; errors name it by the file it came from.
  public init(yaml text: String, file: String) throws(SimulationError) {
    self = try ScenarioDecoder(file: file).decode(Array(text.utf8))
  }
}
