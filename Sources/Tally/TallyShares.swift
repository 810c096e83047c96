import Fingerprint
import Schema
import Synchronization

/// What the threads of a run share: the queue of captures, sensor names, and the sums.
final class TallyShares: Sendable {
  /// What a file tells of a sensor besides its packets.
  struct Observation: Sendable {
    var sensor: UInt32
    var coverage: [TimeRange]
    var lost: UInt64
  }

  struct State: Sendable {
    var next = 0
    var bytes: Int64 = 0
    var sensors: SensorNames
    var observations: [Observation] = []
    var warnings: [String] = []
    var faults: [String] = []
  }

  let state: Mutex<State>
  let total = Mutex<CountingPass?>(nil)

  init(sensors: SensorNames) {
    state = Mutex(State(sensors: sensors))
  }

  /// The place of the next capture that nobody has taken, nil after the last.
  func nextInput(of count: Int) -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// The number of a sensor's name.
  func sensor(_ name: String) -> UInt32 {
    state.withLock { $0.sensors.number(of: name) }
  }

  /// Adds bytes that were read, and gives the sum.
  func advance(_ bytes: Int64) -> Int64 {
    state.withLock { state in
      state.bytes += bytes
      return state.bytes
    }
  }

  /// Notes what a file told.
  func finish(_ observations: [Observation], warnings: [String], fault: String?) {
    state.withLock { state in
      state.observations += observations
      state.warnings += warnings
      if let fault { state.faults.append(fault) }
    }
  }

  /// Adds the counts of a thread; the first thread's become the sum.
  func add(_ pass: consuming CountingPass) {
    var pass: CountingPass? = consume pass
    total.withLock { total in
      guard total != nil else {
        swap(&total, &pass)
        return
      }
      if let pass = pass.take() { total?.merge(pass) }
    }
  }
}
