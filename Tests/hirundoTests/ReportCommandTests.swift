import Foundation
import Testing

@Suite(
  "hirundo report",
  .serialized,
  .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
)
struct ReportCommandTests {
  /// The store of `TwoSensors`, in the folder `data`.
  private static func ingest(_ folder: borrowing TemporaryFolder, home: String = "JP") async throws
  {
    try TwoSensors.write(into: folder)
    let ingested = try await folder.program(
      "ingest",
      "both.pcapng",
      "--data",
      "data",
      "--enrichment",
      "enrichment"
    )
    try #require(ingested.status == 0, "\(ingested.errors)")
    try folder.write(TwoSensors.sensors + "home: \(home)\n", to: "data/sensors.yaml")
  }

  private static func report(
    _ folder: borrowing TemporaryFolder,
    _ period: String,
    audience: String = "internal"
  ) async throws -> Program.Outcome {
    try await folder.program(
      "report",
      period,
      "--data",
      "data",
      "--format",
      "json",
      "--audience",
      audience,
      "--enrichment",
      "none",
      "-o",
      "out"
    )
  }

  /// A value of the JSON by its path.
  private static func value(
    _ folder: borrowing TemporaryFolder,
    _ period: String,
    _ path: String
  ) throws -> Any? {
    let data = try Data(contentsOf: URL(filePath: "\(folder.path)/out/\(period).json"))
    var value: Any? = try JSONSerialization.jsonObject(with: data)
    for key in ("facts." + path).split(separator: ".") {
      if let index = Int(key) {
        let list = value as? [Any]
        value = list.flatMap { index < $0.count ? $0[index] : nil }
      } else {
        value = (value as? [String: Any])?[String(key)]
      }
    }
    return value is NSNull ? nil : value
  }

  @Test("The numbers of two sensors are those that were counted by hand")
  func numbers() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let run = try await Self.report(folder, "2024-05-01..2024-05-02")
    try #require(run.status == 0, "\(run.errors)")
    func value(_ path: String) throws -> Any? {
      try Self.value(folder, "2024-05-01..2024-05-02", path)
    }
    // Eight packets: five at tokyo in two days, three at berlin in one and a half.
    #expect(try value("packets.values") as? Int == 8)
    #expect(try value("coverage.overall.sensor_days") as? Double == 3.5)
    #expect(try value("coverage.overall.lost_packets") as? Int == 3)
    #expect(try value("top_ports.values.0.key") as? String == "23/TCP")
    #expect(try value("top_ports.values.0.packets") as? Int == 5)
    #expect(try value("top_ports.values.0.share") as? Double == 0.625)
    #expect(try value("top_ports.values.0.previous") == nil)
    #expect(try value("top_regions.values.0.key") as? String == "CN")
    #expect(try value("top_regions.values.0.packets") as? Int == 4)
    // On the first day two sources of CN and one of US, on the second one whose region is unknown.
    #expect(try value("mirai_hosts.values.total.0") as? Int == 3)
    #expect(try value("mirai_hosts.values.total.1") as? Int == 1)
    #expect(try value("mirai_hosts.values.regions.lines.0.key") as? String == "CN")
    #expect(try value("averages.values.0.group") as? String == "domestic")
    #expect(try value("averages.values.0.packets_per_day_per_sensor") as? Double == 2.5)
    #expect(try value("averages.values.1.packets_per_day_per_sensor") as? Double == 2)
    #expect(try value("daily_packets.values.lines.1.values.0") as? Double == 2)
    #expect(try value("sensors.0.name") as? String == "tokyo")
    #expect(try value("sensors.1.days.0") as? Double == 0.5)
    #expect(try value("mirai_shares.values.0.matching") as? Int == 5)
  }

  @Test("The same data give the same bytes, and check finds them unchanged")
  func reproducible() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let first = try await Self.report(folder, "2024-05")
    try #require(first.status == 0, "\(first.errors)")
    let files = ["2024-05.json", "manifest.json"]
    let before = try files.map { try Data(contentsOf: URL(filePath: "\(folder.path)/out/\($0)")) }
    _ = try await Self.report(folder, "2024-05")
    let after = try files.map { try Data(contentsOf: URL(filePath: "\(folder.path)/out/\($0)")) }
    #expect(before == after)
    let check = try await folder.program("report", "--check", "out/2024-05.json", "--data", "data")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.output == "out/2024-05.json: the store gives the same numbers\n")
  }

  @Test("Check lists a number that the store does not give, and ends with 1")
  func difference() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    _ = try await Self.report(folder, "2024-05")
    let path = "\(folder.path)/out/2024-05.json"
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let forged = text.replacing("\"sensor_days\" : 3.5", with: "\"sensor_days\" : 4")
    try #require(forged != text)
    try forged.write(toFile: path, atomically: true, encoding: .utf8)
    let check = try await folder.program("report", "--check", "out/2024-05.json", "--data", "data")
    #expect(check.status == 1)
    #expect(
      check.lines.contains("facts.coverage.overall.sensor_days: 4 in the report, 3.5 now"),
      "\(check.output)"
    )
  }

  @Test(
    "A period without data, or before the first sensor, has numbers that are missing and never 0",
    arguments: ["2023", "2024-06"]
  )
  func nothing(_ period: String) async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let run = try await Self.report(folder, period)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.value(folder, period, "packets.values") == nil)
    #expect(try Self.value(folder, period, "packets.absence") as? String == "not_observed")
    #expect(try Self.value(folder, period, "top_ports.absence") as? String == "not_observed")
    #expect(try Self.value(folder, period, "mirai_hosts.values.total.0") == nil)
  }

  @Test("A period that is half covered has gaps")
  func halfCovered() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let run = try await Self.report(folder, "2024-05-01..2024-05-04")
    #expect(run.status == 0, "\(run.errors)")
    func day(_ index: Int) throws -> Any? {
      try Self.value(folder, "2024-05-01..2024-05-04", "mirai_hosts.values.total.\(index)")
    }
    #expect(try day(1) as? Int == 1)
    #expect(try day(2) == nil)
  }

  @Test("Wrong periods, folders and files are one sentence each")
  func refused() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let future = try await Self.report(folder, "2199-Q1")
    #expect(future.status == 1)
    #expect(
      future.errors
        == "Error: 2199-Q1: the period lies in the future; name one that has begun\n"
    )
    let wrong = try await Self.report(folder, "yesterday")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("\"yesterday\" is no period"))
    let call = try await folder.program("report", "2024-05", "--kind", "weekly", "-o", "out")
    #expect(call.status == 2)
    try folder.write("{}", to: "other.json")
    let check = try await folder.program("report", "--check", "other.json", "--data", "data")
    #expect(check.status == 1)
    #expect(
      check.errors
        == "Error: other.json: this is no report in JSON; name a file that hirundo report "
        + "--format json wrote\n"
    )
    try folder.write("sensors:\n  - {name: tokyo, country: JP}\n", to: "data/sensors.yaml")
    let stranger = try await Self.report(folder, "2024-05")
    #expect(stranger.status == 1)
    #expect(stranger.errors.contains("the sensor berlin listened in 2024-05"))
  }

  @Test("Without overseas sensors nothing is compared")
  func oneGroup() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    try folder.write(
      "home: JP\nsensors:\n  - {name: tokyo, country: JP}\n  - {name: berlin, country: JP}\n",
      to: "data/sensors.yaml"
    )
    let run = try await Self.report(folder, "2024-05")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Self.value(folder, "2024-05", "coverage.groups.1") == nil)
    #expect(try Self.value(folder, "2024-05", "averages.values.0.group") as? String == "domestic")
  }

  @Test("A public report names no sensor and no place of one")
  func everyone() async throws {
    let folder = try TemporaryFolder()
    try await Self.ingest(folder)
    let run = try await Self.report(folder, "2024-05", audience: "public")
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(
      contentsOf: URL(filePath: "\(folder.path)/out/2024-05.json"),
      encoding: .utf8
    )
    #expect(!text.contains("tokyo"))
    #expect(!text.contains("berlin"))
    #expect(try Self.value(folder, "2024-05", "audience") as? String == "public")
  }
}
