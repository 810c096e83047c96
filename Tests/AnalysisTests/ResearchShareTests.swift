import Analysis
import Testing

@Suite("Research share (docs/definitions/ResearchShare.md)")
struct ResearchShareTests {
  @Test("Few addresses send most packets: 55 % from 3 % of the sources")
  func workedExample() {
    let share = ResearchShare(
      packets: Share(3630, of: 6600),
      sources: Share(24, of: 800),
      coverage: NumberCoverage(sensors: 1, knownSensors: 1, sensorDays: 1, lostPackets: 0)
    )
    #expect(share.packets.value == 0.55)
    #expect(share.sources.value == 0.03)
  }
}
