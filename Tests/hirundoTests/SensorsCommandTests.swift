import Foundation
import Shipping
import Testing

/// `hirundo sensors` and `hirundo serve` as a person runs them.
@Suite("hirundo sensors")
struct SensorsCommandTests {
  @Test(
    "A sensor is added with a token, listed, retired; a token names centre, sensor and authority"
  )
  func added() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    let added = try await program(
      "sensors",
      "add",
      "tokyo-1",
      "--country",
      "JP",
      "--group",
      "domestic",
      "--centre",
      "centre.example.net:8443"
    )
    #expect(added.status == 0, "\(added.errors)")
    let token = try EnrolmentToken(added.output)
    #expect(token.centre == "centre.example.net:8443" && token.sensor == "tokyo-1")
    let pem = try String(
      contentsOfFile: "\(folder.path)/data/authority/certificate.pem",
      encoding: .utf8
    )
    #expect(CertificateAuthority.fingerprint(ofPEM: pem) == token.fingerprint)
    let key = "\(folder.path)/data/authority/key.pem"
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)

    let again = try await program("sensors", "token", "tokyo-1", "--centre", "[2001:db8::1]:1")
    let other = try EnrolmentToken(again.output)
    #expect(other.fingerprint == token.fingerprint && other.secret != token.secret)
    let upload = try await program("sensors", "token", "tokyo-1", "--upload")
    #expect(EnrolmentToken.bytes(String(upload.output.dropLast())) != nil)

    let retired = try await program("sensors", "retire", "tokyo-1")
    #expect(retired.output == "Sensor tokyo-1 is retired; nothing of it is accepted any more.\n")
    let list = try await program("sensors", "list", "--format", "csv")
    #expect(list.lines.first == "sensor,group,country,state,added,note")
    #expect(list.lines.last?.hasPrefix("tokyo-1,domestic,JP,retired,2") == true)
    let refused = try await program("sensors", "token", "tokyo-1")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("tokyo-1: the sensor is retired"))
  }

  @Test(
    "What cannot be a sensor is refused with one sentence",
    arguments: [
      (["add", "a/b"], "the sensor name 'a/b'"),
      (["add", "a", "--country", "JPN"], "--country JPN"),
      (["add", "a", "--centre", "nowhere"], "--centre nowhere"),
      (["token", "a"], "no sensor was added yet"), (["status"], "no sensor was added yet"),
    ]
  )
  func refused(_ arguments: [String], _ sentence: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await folder.program(["sensors"] + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
  }

  @Test(
    "serve ingests a watched folder, answers for its sensors beside it, and ends with status 0",
    .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
  )
  func serve() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try folder.write(TwoSensors.atBerlin, to: "captures/berlin.pcap")
    try folder.write("serve:\n  health: none\n  listen: 127.0.0.1:0\n", to: "data/hirundo.yaml")
    _ = try await program("sensors", "add", "berlin", "--country", "DE")
    let outcome = try await program.shell(
      """
      "$HIRUNDO" serve --watch captures --sensor berlin --enrichment none 2> serve.log & serve=$!
      for i in $(seq 300); do grep -q "3 packets ingested" serve.log && break; sleep 0.1; done
      "$HIRUNDO" sensors status --format json
      "$HIRUNDO" sensors status --check > /dev/null; echo "check $?"
      "$HIRUNDO" ingest captures --sensor berlin --enrichment none
      echo "second owner $?"
      kill -TERM $serve; wait $serve
      echo "serve $?"
      "$HIRUNDO" query 'SELECT count() FROM packets' --format csv
      """
    )
    #expect(outcome.output.contains("serve 0\n\"count()\"\n3\n"), "\(outcome.output)")
    #expect(outcome.output.contains("second owner 1"))
    // It was never heard: its captures came from a folder.
    #expect(outcome.output.contains("check 1\n"))
    #expect(outcome.output.contains("\"silent\""))
    #expect(outcome.errors.contains("hirundo serve"), "\(outcome.errors)")
  }

  @Test(
    "Coverage says how long a sensor listened on each day",
    .enabled(if: InstalledEngine.isThere, InstalledEngine.absence)
  )
  func coverage() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    // Frames at 10:00:00 and 10:30:00 of 2024-07-15: half an hour.
    let start: Int64 = 1_721_037_600
    let frame = TwoSensors.atBerlin[0].bytes
    try folder.write(
      [(start, frame), (start + 1800, frame)].map { (time: $0.0, bytes: $0.1) },
      to: "tokyo.pcap"
    )
    _ = try await program("ingest", "tokyo.pcap", "--sensor", "tokyo-1", "--enrichment", "none")
    let outcome = try await program(
      "sensors",
      "coverage",
      "--period",
      "2024-07-14..2024-07-16",
      "--format",
      "csv"
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.lines.count == 2, "\(outcome.output)")
    let row = outcome.lines.last?.split(separator: ",").map(String.init) ?? []
    #expect(row.prefix(2) == ["2024-07-15", "tokyo-1"])
    let seconds = try #require(row.count > 5 ? Double(row[2]) : nil)
    // A capture's segment ends with its last frame.
    #expect((seconds - 1800).magnitude < 0.001)
    #expect(row[4...5] == ["1", "2"])
  }
}
