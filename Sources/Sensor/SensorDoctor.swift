import Glibc
public import NIOPosix
import Shipping
import Wire

/// Looks at everything that a sensor needs, and changes nothing.
public struct SensorDoctor: Sendable {
  /// The bit of CAP_NET_RAW (capabilities(7)).
  private static let rawCapability: UInt64 = 1 << 13
  /// A clock that is off by more nanoseconds than this is told.
  private static let largestOffset: Int64 = 1_000_000_000

  private let configuration: SensorConfiguration
  private let files: SensorFiles
  private let group: MultiThreadedEventLoopGroup
  private let software: String
  private let now: @Sendable () -> Int64

  /// A doctor of a sensor.
  ///
  /// - Parameters:
  ///   - configuration: What the operator decided.
  ///   - group: The threads of the network.
  ///   - software: The program and its version.
  ///   - now: The clock, in nanoseconds since 1970.
  public init(
    _ configuration: SensorConfiguration,
    group: MultiThreadedEventLoopGroup,
    software: String,
    now: @escaping @Sendable () -> Int64
  ) {
    self.configuration = configuration
    files = SensorFiles(configuration.directory)
    self.group = group
    self.software = software
    self.now = now
  }

  /// All findings, in the order in which they are mended.
  public func findings() async -> [SensorFinding] {
    var findings = interfaces()
    findings.append(capability())
    findings.append(disk())
    do throws(SensorError) {
      let identity = try SensorIdentity(files, finishing: false)
      findings.append(certificate(identity))
      findings += await centre(identity)
    } catch {
      findings.append(.wrong("certificate", error))
    }
    return findings
  }

  private func interfaces() -> [SensorFinding] {
    guard !configuration.interfaces.isEmpty else {
      return [
        .wrong(
          "interface",
          "none is configured",
          "name one under interfaces: in the configuration; ip link lists them"
        )
      ]
    }
    let present = AddressedInterface.all()
    return configuration.interfaces.flatMap { name -> [SensorFinding] in
      guard let found = present.first(where: { $0.name == name }) else {
        let names = present.map(\.name).joined(separator: ", ")
        return [
          .wrong("interface", "\(name): there is none of this name", "choose one of \(names)")
        ]
      }
      let state =
        found.isUp
        ? SensorFinding.well("interface", "\(name): it is up")
        : .wrong("interface", "\(name): it is down", "ip link set \(name) up")
      let addresses = found.addresses.map(\.description).joined(separator: ", ")
      return [
        state,
        addresses.isEmpty
          ? .wrong(
            "address",
            "\(name): it has none",
            "give it the address that the sensor listens for"
          )
          : .well("address", "\(name): \(addresses)"),
      ]
    }
  }

  private func capability() -> SensorFinding {
    let lines =
      (try? PrivateFile.contents(of: "/proc/self/status"))
      .map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
    let bits =
      lines.first { $0.hasPrefix("CapEff:") }
      .flatMap { UInt64($0.dropFirst(7).filter(\.isHexDigit), radix: 16) } ?? 0
    guard bits & Self.rawCapability != 0 else {
      return .wrong(
        "capability",
        "this process lacks CAP_NET_RAW and cannot capture",
        "run it as root, or start it by its unit: systemctl start hirundo-sensor"
      )
    }
    return .well("capability", "CAP_NET_RAW is there")
  }

  private func disk() -> SensorFinding {
    var space = statvfs()
    guard unsafe statvfs(files.directory, &space) == 0 else {
      return .wrong(
        "disk",
        "\(files.directory): the directory is not there or not readable",
        "enrol the sensor, or run this as root"
      )
    }
    guard unsafe access(files.directory, W_OK) == 0 else {
      return .wrong("disk", "\(files.directory): it is not writable", "run this as root")
    }
    let free = Int64(clamping: UInt64(space.f_bavail)) * Int64(clamping: UInt64(space.f_frsize))
    let text = "\(files.directory): \(free >> 20) MiB are free"
    guard free > configuration.reserve + (64 << 20) else {
      return .wrong(
        "disk",
        "\(text), and \(configuration.reserve >> 20) MiB are kept free",
        "make room, or lower reserve in the configuration"
      )
    }
    return .well("disk", text)
  }

  private func certificate(_ identity: SensorIdentity) -> SensorFinding {
    let seconds = now() / 1_000_000_000
    let certificate = identity.certificate
    let days = (certificate.validUntil - seconds) / 86_400
    if seconds < certificate.validFrom {
      return .wrong("certificate", "it is not valid yet", "set this machine's clock")
    }
    guard seconds < certificate.validUntil else {
      return .wrong(
        "certificate",
        "it ended \(-days) days ago",
        "ask the centre for a token, and run hirundo-sensor enrol --again"
      )
    }
    let life = certificate.validUntil - certificate.validFrom
    guard seconds < certificate.validFrom + life * 3 / 4 else {
      return .wrong(
        "certificate",
        "it ends in \(days) days and was not renewed",
        "see why in journalctl -u hirundo-sensor"
      )
    }
    return .well("certificate", "sensor \(identity.sensor), valid for \(days) days more")
  }

  /// The centre is sent an empty report, which it refuses: that it knows the sensor is what counts.
  private func centre(_ identity: SensorIdentity) async -> [SensorFinding] {
    var options = CentreClient.Options()
    options.proxy = configuration.proxy
    options.software = software
    let client = CentreClient(identity, options: options, group: group, now: now)
    let answer: CentreAnswer
    do throws(SensorError) {
      answer = try await client.send(.message([], to: CentreAPI.report))
    } catch {
      return [.wrong("centre", error)]
    }
    let offset = ClockOffset()
    offset.add(answer)
    let place = "\(identity.centre)"
    guard ![401, 403].contains(answer.status) else {
      return [
        .wrong(
          "centre",
          "\(place): it does not let this sensor in (\(answer.status) \(answer.sentence))",
          "ask the centre whether it was revoked, and enrol again with a new token"
        )
      ]
    }
    guard let difference = offset.nanoseconds else {
      return [
        .wrong(
          "centre",
          "\(place): what answers there is no centre (\(answer.status))",
          "check the address and what stands between"
        )
      ]
    }
    return [.well("centre", "\(place): it answers and knows this sensor"), clock(difference)]
  }

  private func clock(_ offset: Int64) -> SensorFinding {
    let milliseconds = offset.magnitude / 1_000_000
    let text = "\(milliseconds) ms \(offset < 0 ? "behind" : "ahead of") the centre's"
    guard offset.magnitude <= UInt64(Self.largestOffset) else {
      return .wrong("clock", text, "let a service set it: apt install chrony")
    }
    return .well("clock", text)
  }
}
