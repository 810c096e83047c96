import Testing
import Wire

@testable import Sensor

@Suite("Configuration of a sensor")
struct SensorConfigurationTests {
  /// A text that is refused.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var line: Int

    var testDescription: String { name }
  }

  static let mistakes = [
    Mistake(name: "an unknown key", text: "# c\n\nspool: 1\n", line: 3),
    Mistake(name: "a key twice", text: "directory: /a\ndirectory: /b\n", line: 2),
    Mistake(name: "a list of YAML's other form", text: "interfaces: [eth0]\n", line: 1),
    Mistake(name: "a mapping in a mapping", text: "proxy:\n  host: a\n", line: 2),
    Mistake(name: "an anchor", text: "directory: &a /b\n", line: 1),
    Mistake(name: "a second document", text: "---\n", line: 1),
    Mistake(name: "a tab", text: "interfaces:\n\t- eth0\n", line: 2),
    Mistake(name: "an item without a list", text: "directory: /a\n- b\n", line: 2),
    Mistake(name: "an empty item", text: "interfaces:\n  -\n", line: 2),
    Mistake(name: "a key without a value", text: "directory: /a\nproxy:\n", line: 2),
    Mistake(name: "a colon that could be a key", text: "directory: /a: b\n", line: 1),
    Mistake(name: "a quote that is open", text: "directory: '/a\n", line: 1),
    Mistake(name: "text behind a quote", text: "directory: '/a' b\n", line: 1),
    Mistake(name: "an escape that is not read", text: "directory: \"/a\\n\"\n", line: 1),
    Mistake(name: "a list for one value", text: "directory:\n  - /a\n", line: 1),
    Mistake(name: "one value for a list", text: "interfaces: eth0\n", line: 1),
    Mistake(name: "a relative directory", text: "directory: spool\n", line: 1),
    Mistake(name: "an amount without a number", text: "spool-bytes: much\n", line: 1),
    Mistake(name: "an amount beyond all disks", text: "spool-bytes: 1e99 GB\n", line: 1),
    Mistake(name: "a unit that is not there", text: "bandwidth: 5 Mbit\n", line: 1),
    Mistake(name: "a spool that is too small", text: "spool-bytes: 1 MB\n", line: 1),
    Mistake(name: "a proxy without a port", text: "proxy: proxy.example.net\n", line: 1),
    Mistake(name: "no network", text: "exclude:\n  - 192.0.2.0/33\n", line: 2),
    Mistake(name: "an interface with a slash", text: "interfaces:\n  - a/b\n", line: 2),
    Mistake(name: "an interface twice", text: "interfaces:\n  - a\n  - a\n", line: 3),
    Mistake(name: "a report each second", text: "report-interval: 1 s\n", line: 1),
  ]

  @Test("All keys are read, in the units that people write")
  func everything() throws {
    let read = try SensorConfiguration(
      text: """
        # what is listened on
        interfaces:
          - eth0     # the outside
          - "eth1"
        directory: '/srv/o''hare'
        spool-bytes: 2 GiB
        spool-age: 7 days
        reserve: 250 MB
        snap-length: 512
        exclude:
        - 198.51.100.0/24
        - 2001:db8::/32
        proxy: http://proxy.example.net:3128
        bandwidth: 64 kB
        report-interval: 2 min
        """,
      path: "sensor.yaml"
    )
    #expect(read.interfaces == ["eth0", "eth1"])
    #expect(read.directory == "/srv/o'hare")
    #expect(read.spoolBytes == 2_147_483_648)
    #expect(read.spoolAge == 604_800_000_000_000)
    #expect(read.reserve == 250_000_000)
    #expect(read.snapLength == 512)
    #expect(read.excluded.map(\.description) == ["198.51.100.0/24", "2001:db8::/32"])
    #expect(read.proxy == Proxy("proxy.example.net:3128"))
    #expect(read.bandwidth == 64_000)
    #expect(read.reportInterval == .seconds(120))
  }

  @Test("An empty file means what is usual")
  func nothing() throws {
    let read = try SensorConfiguration(text: "# nothing\r\n\r\n", path: "sensor.yaml")
    #expect(read == SensorConfiguration())
    #expect(read.spoolBytes == 1_073_741_824 && read.directory == "/var/lib/hirundo-sensor")
  }

  @Test("What is not understood is refused with file and line", arguments: mistakes)
  func refused(_ mistake: Mistake) {
    let error = #expect(throws: SensorError.self) {
      try SensorConfiguration(text: mistake.text, path: "sensor.yaml")
    }
    #expect(error?.place == "sensor.yaml, line \(mistake.line)")
  }

  @Test("The example that the package installs is read")
  func example() throws {
    let path = ProjectFolder.path + "/deploy/hirundo-sensor.yaml"
    #expect(try SensorConfiguration(reading: path).interfaces == ["eth0"])
  }

  @Test("Hosts are read with their port, and nothing else is")
  func hosts() {
    #expect(HostPort("centre.example.net:8443")?.description == "centre.example.net:8443")
    #expect(HostPort("[2001:db8::1]:443")?.host == "2001:db8::1")
    #expect(HostPort("[2001:db8::1]:443")?.description == "[2001:db8::1]:443")
    for text in ["", "a", ":1", "a:0", "a:65536", "2001:db8::1:443", "a b:1", "[a]:1", "a\r\nb:1"] {
      #expect(HostPort(text) == nil, "\(text)")
    }
  }
}
