import Schema
import Testing

@Suite("Regions, sensors and their groups")
struct SensorTests {
  @Test("A region is two letters in either case")
  func regions() {
    #expect(Region("JP")?.description == "JP")
    #expect(Region("jp") == Region("JP"))
    #expect(Region("JP")?.rawValue == 0x4A50)
    #expect(Region(rawValue: 0x5457).description == "TW")
    #expect(Region.unknown.description == "unknown" && Region.unknown.rawValue == 0)
  }

  @Test("Other texts are no region", arguments: ["", "J", "JPN", "J1", "??", "é", "J ", "[]", "日"])
  func otherTexts(_ text: String) {
    #expect(Region(text) == nil)
  }

  @Test("Regions sort by their letters, the unknown first")
  func order() {
    let regions = ["US", "CN", "JP", "CA"].compactMap { Region($0) } + [.unknown]
    #expect(regions.sorted().map(\.description) == ["unknown", "CA", "CN", "JP", "US"])
  }

  @Test("Reports name sensors by group and rank")
  func labels() {
    #expect(SensorGroup.domestic.label(rank: 1) == "Domestic sensor 1")
    #expect(SensorGroup.overseas.label(rank: 2) == "Sensor overseas #2")
    #expect(SensorGroup(rawValue: "partner").label(rank: 3) == "Sensor partner #3")
  }

  @Test("Domestic comes first, overseas second, other groups by name")
  func groupOrder() {
    let groups = ["partner", "overseas", "academy", "domestic"].map { SensorGroup(rawValue: $0) }
    #expect(
      groups.sorted().map(\.rawValue) == ["domestic", "overseas", "academy", "partner"]
    )
  }

  @Test("Sensors are grouped by the home country and keep their order within a group")
  func directory() throws {
    let japan = try #require(Region("JP"))
    let sensors = [
      Sensor(name: "frankfurt", region: Region("DE")),
      Sensor(name: "tokyo", region: japan),
      Sensor(name: "nowhere"),
      Sensor(name: "osaka", region: japan),
      Sensor(name: "austin", region: Region("US")),
      Sensor(name: "naha", region: japan, group: SensorGroup(rawValue: "partner")),
    ]
    let directory = SensorDirectory(sensors, home: japan)
    #expect(
      directory.entries.map(\.sensor.name)
        == ["tokyo", "osaka", "frankfurt", "austin", "naha", "nowhere"]
    )
    #expect(
      directory.entries.map(\.label) == [
        "Domestic sensor 1", "Domestic sensor 2", "Sensor overseas #1", "Sensor overseas #2",
        "Sensor partner #1", "Sensor 1",
      ]
    )
    #expect(directory["osaka"]?.group == .domestic)
    #expect(directory["nowhere"]?.group == nil)
    #expect(directory["Osaka"] == nil)
  }

  @Test("Without a home country only the given groups count")
  func withoutHome() {
    let sensors = [
      Sensor(name: "tokyo", region: Region("JP")),
      Sensor(name: "austin", region: Region("US"), group: .overseas),
    ]
    let directory = SensorDirectory(sensors, home: nil)
    #expect(directory.entries.map(\.label) == ["Sensor overseas #1", "Sensor 1"])
  }
}
