import Foundation
import Testing

@Suite("hirundo tally")
struct TallyCommandTests {
  private static let options = [
    "--sensors", "sensors.yaml", "--home", "JP", "--enrichment", "enrichment",
  ]

  private func object(
    _ folder: borrowing TemporaryFolder,
    _ more: String...
  ) async throws
    -> TallyObject
  {
    let run = try await folder.program(
      ["tally", "both.pcapng", "--format", "json"] + Self.options + more
    )
    #expect(run.status == 0)
    return try TallyObject(run.output)
  }

  @Test("The JSON object has the keys that docs/formats/tally.md lists, and no others")
  func keys() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let run = try await folder.program(["tally", "both.pcapng", "--format", "json"] + Self.options)
    let page = try String(
      contentsOf: ReferenceData.root.appending(path: "docs/formats/tally.md"),
      encoding: .utf8
    )
    let listed = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .compactMap { $0.split(separator: "`").dropFirst().first }
      .map { $0.replacing("[]", with: "") }
    // Words that stand for any reason, class or fault are compared without them.
    let words: Set = ["drops.", "classes.", "anomalies."]
    let keys = try TallyObject.keys(run.output).filter { key in
      !words.contains { key.hasPrefix($0) }
    }
    #expect(keys == Set(listed.map { String($0) }))
  }

  @Test("Packets are counted by sensor and label, in the order of the groups")
  func sensors() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let tally = try await object(folder)
    #expect(tally.packets == 8)
    #expect(tally.sources == 4)
    #expect(tally.time_zone == "UTC")
    #expect(tally.drops == ["not-ip": 1, "unknown-link-type": 1])
    #expect(tally.classes == ["scan": 8, "backscatter": 0, "amplification-request": 0, "other": 0])
    // 80/TCP and 2323/TCP have a packet each at tokyo: the lower port comes first.
    #expect(
      tally.sensors == [
        TallyObject.Sensor(
          name: "tokyo",
          group: "domestic",
          label: "Domestic sensor 1",
          packets: 5,
          lost: 3,
          top: [
            TallyObject.Sensor.Place(rank: 1, port: "23/TCP", packets: 3),
            TallyObject.Sensor.Place(rank: 2, port: "80/TCP", packets: 1),
            TallyObject.Sensor.Place(rank: 3, port: "2323/TCP", packets: 1),
          ]
        ),
        TallyObject.Sensor(
          name: "berlin",
          group: "overseas",
          label: "Sensor overseas #1",
          packets: 3,
          lost: 0,
          top: [
            TallyObject.Sensor.Place(rank: 1, port: "23/TCP", packets: 2),
            TallyObject.Sensor.Place(rank: 2, port: "80/TCP", packets: 1),
          ]
        ),
      ]
    )
    #expect(
      tally.sentences == [
        "The top 2 are the same at every sensor: 23/TCP, 80/TCP.",
        "23/TCP is first at 2 of 2 sensors.",
      ]
    )
  }

  @Test("Mirai-type hosts are distinct sources a day and region, whatever the sensor")
  func miraiHosts() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let tally = try await object(folder)
    // CN has 2 over the period, unknown and US 1 each: ties go by name, unknown first.
    #expect(tally.mirai_regions == ["CN", "unknown", "US"])
    #expect(
      tally.mirai_hosts == [
        TallyObject.Hosts(day: "2024-05-01", region: "CN", hosts: 2),
        TallyObject.Hosts(day: "2024-05-01", region: "unknown", hosts: 0),
        TallyObject.Hosts(day: "2024-05-01", region: "US", hosts: 1),
        TallyObject.Hosts(day: "2024-05-02", region: "CN", hosts: 0),
        TallyObject.Hosts(day: "2024-05-02", region: "unknown", hosts: 1),
        TallyObject.Hosts(day: "2024-05-02", region: "US", hosts: 0),
      ]
    )
    #expect(
      tally.mirai_total == [
        TallyObject.Total(day: "2024-05-01", hosts: 3, top5: 3),
        TallyObject.Total(day: "2024-05-02", hosts: 1, top5: 1),
      ]
    )
    #expect(tally.tags == [TallyObject.Tag(tag: "mirai", packets: 6, sources: 4)])
  }

  @Test("Averages divide by the sensor-days of the interface statistics")
  func averages() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    // 5 packets in 2 sensor-days, 3 packets in one and a half.
    #expect(
      try await object(folder).averages == [
        TallyObject.Average(
          month: "2024-05",
          group: "domestic",
          packets_per_day_per_sensor: 2.5,
          sensor_days: 2
        ),
        TallyObject.Average(
          month: "2024-05",
          group: "overseas",
          packets_per_day_per_sensor: 2,
          sensor_days: 1.5
        ),
      ]
    )
  }

  @Test("Without interface statistics coverage runs from the first frame to the last")
  func coverageOfFrames() async throws {
    let folder = try TemporaryFolder()
    // Two packets half a day apart.
    try folder.write(
      [TwoSensors.atTokyo[0], (TwoSensors.start + 79_200, TwoSensors.atTokyo[1].bytes)],
      to: "tokyo.pcap"
    )
    let run = try await folder.program("tally", "--sensor", "x=tokyo.pcap", "--format", "json")
    let averages = try TallyObject(run.output).averages
    #expect(averages.map(\.sensor_days) == [0.5])
    #expect(averages.map(\.packets_per_day_per_sensor) == [4])
    #expect(averages.map(\.group) == [nil])
    #expect(run.output.contains("\"group\" : null"))
  }

  @Test("A day begins at midnight of the zone: 15:00Z is the next day in Tokyo")
  func timeZone() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let tally = try await object(folder, "--time-zone", "Asia/Tokyo")
    #expect(tally.time_zone == "Asia/Tokyo")
    // The sensors listened until 09:00 of the third day in Tokyo.
    #expect(
      tally.mirai_total == [
        TallyObject.Total(day: "2024-05-01", hosts: 2, top5: 2),
        TallyObject.Total(day: "2024-05-02", hosts: 2, top5: 2),
        TallyObject.Total(day: "2024-05-03", hosts: 0, top5: 0),
      ]
    )
  }

  @Test("One thread and two give the same bytes", arguments: ["json", "csv", "table"])
  func threads(_ format: String) async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    try folder.write(TwoSensors.atBerlin, to: "berlin.pcap")
    let arguments = ["tally", "both.pcapng", "--sensor", "berlin=berlin.pcap", "--format", format]
    let one = try await folder.program(arguments + Self.options + ["--threads", "1"])
    let two = try await folder.program(arguments + Self.options + ["--threads", "2"])
    #expect(one.status == 0)
    #expect(!one.output.isEmpty)
    #expect(one.output == two.output)
  }

  @Test("CSV is one table, a value a row")
  func csv() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let run = try await folder.program(["tally", "both.pcapng", "--format", "csv"] + Self.options)
    #expect(run.lines[0] == "statistic,day,month,sensor,group,region,rank,name,value")
    for row in [
      "packets,,,,,,,,8",
      "packets,,,Domestic sensor 1,domestic,,,,5",
      "top,,,Domestic sensor 1,domestic,,2,80/TCP,1",
      "mirai_hosts,2024-05-01,,,,CN,,,2",
      "mirai_total,2024-05-01,,,,,,,3",
      "mirai_top5,2024-05-02,,,,,,,1",
      "packets_per_day_per_sensor,,2024-05,,overseas,,,,2.0",
      "sensor_days,,2024-05,,overseas,,,,1.5",
      "tag_packets,,,,,,,mirai,6",
      "tag_sources,,,,,,,mirai,4",
      "drops,,,,,,,not-ip,1",
    ] {
      #expect(run.lines.contains(Substring(row)), "\(row)")
    }
    #expect(run.lines.allSatisfy { $0.count { $0 == "," } == 8 })
  }

  @Test("The tables print the top ports in both layouts")
  func tables() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let run = try await folder.program(["tally", "both.pcapng"] + Self.options)
    let rows = run.lines.map { $0.split(separator: " ").joined(separator: " ") }
    for row in [
      "8 packets from 4 source addresses at 2 sensors, days in UTC",
      "Domestic sensor 1 23/TCP 80/TCP 2323/TCP",
      "Sensor overseas #1 23/TCP 80/TCP",
      "#1 23/TCP 23/TCP",
      "#3 2323/TCP",
      "· 23/TCP is first at 2 of 2 sensors.",
      "2024-05 overseas 2.0 1.50",
      "mirai 6 75.0 % 4",
      "unknown-link-type 1",
    ] {
      #expect(rows.contains(row), "\(row)")
    }
    #expect(
      run.errors
        == "warning: both.pcapng, interface 3: link type 147 is not one that is read; capture on "
        + "Ethernet, Linux cooked, raw IP, loopback, PPP or PPPoE instead\n"
    )
  }

  @Test(
    "The sensor is the name given, else the folder, else the interface, else the folder around",
    arguments: [
      (["--sensor", "mine=both.pcapng"], ["mine"]),
      (["both.pcapng"], ["berlin", "tokyo"]),
      (["captures"], ["osaka"]),
      (["captures/osaka"], ["2024"]),
      (["captures/osaka/2024/x.pcap"], ["2024"]),
    ]
  )
  func namesOfSensors(_ arguments: [String], _ names: [String]) async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    try folder.write(TwoSensors.atBerlin, to: "captures/osaka/2024/x.pcap")
    let run = try await folder.program(["tally", "--format", "json"] + arguments)
    #expect(try TallyObject(run.output).sensors.map(\.name) == names)
  }

  @Test("A quick run counts the same labels and Mirai-type hosts, and no sources")
  func quick() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let whole = try await object(folder)
    let quick = try await object(folder, "--quick")
    #expect(quick.sources == nil)
    #expect(quick.sensors == whole.sensors)
    #expect(quick.mirai_hosts == whole.mirai_hosts)
    #expect(quick.mirai_total == whole.mirai_total)
    #expect(quick.averages == whole.averages)
  }

  @Test("A sensor whose frames were all dropped is a sensor without packets")
  func silentSensor() async throws {
    let folder = try TemporaryFolder()
    try folder.write(TwoSensors.atTokyo, to: "captures/tokyo/a.pcap")
    try folder.write([(TwoSensors.start, ProbeFrame.arp)], to: "captures/attic/a.pcap")
    let run = try await folder.program("tally", "captures", "--format", "json")
    #expect(run.status == 0)
    let tally = try TallyObject(run.output)
    #expect(tally.sensors.map(\.name) == ["attic", "tokyo"])
    #expect(tally.sensors.map(\.packets) == [0, 5])
    #expect(tally.drops == ["not-ip": 2])
  }

  @Test("A capture without a frame covers the time that its statistics say")
  func emptyCapture() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.writeSilence(to: "\(folder.path)/silence.pcapng")
    let run = try await folder.program("tally", "silence.pcapng", "--format", "json")
    let tally = try TallyObject(run.output)
    #expect(tally.sensors.map(\.name) == ["tokyo"])
    #expect(tally.sensors.map(\.packets) == [0])
    #expect(tally.averages.map(\.packets_per_day_per_sensor) == [0])
    #expect(tally.averages.map(\.sensor_days) == [1])
  }

  @Test("Standard input is read")
  func standardInput() async throws {
    let folder = try TemporaryFolder()
    try TwoSensors.write(into: folder)
    let run = try await folder.program.shell("cat both.pcapng | $HIRUNDO tally - --format json")
    #expect(try TallyObject(run.output).packets == 8)
  }
}
