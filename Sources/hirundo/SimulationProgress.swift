import Simulation

/// Shows on a terminal how far a simulation is.
struct SimulationProgress {
  private let dayCount: Int
  private let isShown: Bool

  /// Progress of a simulation of some days.
  init(dayCount: Int, isShown: Bool = StandardError.isTerminal) {
    self.dayCount = dayCount
    self.isShown = isShown
  }

  /// Simulates, showing how far it is meanwhile.
  ///
  /// - Parameter simulation: Takes the function that is to be told the packets so far, and the
  ///   share of the period that is done.
  /// - Returns: What really happened.
  /// - Throws: What the simulation throws.
  func truth(
    of simulation: ((Int, Double) -> Void) throws -> GroundTruth
  ) throws -> GroundTruth {
    let truth = try simulation { packets, share in
      guard isShown else { return }
      StandardError.overwrite(
        "\(Numbers.grouped(packets)) packets, \(Int(share * 100)) % of \(dayCount) days"
      )
    }
    if isShown {
      StandardError.overwrite(
        "\(Numbers.grouped(truth.packets)) packets in \(dayCount) days\n"
      )
    }
    return truth
  }
}
