public import FoundationEssentials

extension GroundTruth {
  /// The ground truth as JSON, keys sorted, so that equal truths are equal texts.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(self) + [UInt8(ascii: "\n")]
  }

  /// Writes the JSON to a file.
  public func write(toFile path: String) throws(SimulationError) {
    do {
      try json().write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw SimulationError(
        file: path,
        line: nil,
        place: "",
        problem: "the ground truth cannot be written",
        remedy: "check that the folder is there, that you may write to it, and the space left"
      )
    }
  }
}
