import Analysis
import Testing

@Suite("Processes of a bot behind one address")
struct BotProcessesTests {
  @Test("Keys that were kept count, and those that lived at the same time")
  func processes() {
    // The worked example of docs/definitions/BotProcesses.md, in minutes.
    let keys: [(first: Int64, last: Int64, packets: UInt64)] = [
      (0, 10, 5), (5, 20, 3), (10, 12, 2), (11, 11, 1), (21, 30, 9),
    ]
    let found = BotProcesses(
      keys.map { BotProcesses.Process(first: $0.first, last: $0.last, packets: $0.packets) }
    )
    #expect(found.count == 4)
    #expect(found.mostAtOnce == 3)
  }

  @Test("No keys make no processes")
  func none() {
    #expect(BotProcesses([]).count == 0)
    #expect(BotProcesses([]).mostAtOnce == 0)
  }
}
