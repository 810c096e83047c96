public import Wire

/// Which packets a question is about.
///
/// Values of one kind are alternatives; all kinds that have values must hold. Without values, every
/// packet passes.
public struct PacketFilter: Hashable, Sendable {
  /// By what packets are chosen; each is the word of its option and the columns that it reads.
  public enum Kind: String, CaseIterable, Sendable {
    case sensor, group, region, network, port, tag, `class`, source, stack, `protocol`

    /// The option of the command line: `--region`.
    public var option: String { "--\(rawValue)" }

    /// The columns of table `packets` that decide.
    public var columns: [String] {
      switch self {
      case .sensor, .group: ["sensor"]
      case .port: ["protocol", "has_ports", "target_port"]
      case .tag: ["tags"]
      default: [rawValue]
      }
    }

    /// The form in which values are written.
    public var form: String {
      switch self {
      case .sensor: "write the name of a sensor"
      case .group: "write domestic, overseas, or the name of a group of the sensor file"
      case .region: "write two letters of ISO 3166-1, such as BR, or unknown"
      case .network: "write the number of an autonomous system, such as AS64500, or unknown"
      case .port: "write a port label, such as 8728/TCP, 53/UDP, ICMP or GRE"
      case .tag: "write a tag, such as mirai"
      case .class: "write scan, backscatter, amplification-request or other"
      case .source: "write an address or a prefix, such as 192.0.2.1, 192.0.2.0/24 or 2001:db8::/32"
      case .stack: "write a stack fingerprint, such as 1024:2:1460:"
      case .protocol: "write a protocol's name or number, such as TCP, GRE, ICMPv6 or 47"
      }
    }
  }

  /// Names of the sensors that heard them.
  public var sensors: [String] = []
  /// Groups of the sensors that heard them.
  public var groups: [SensorGroup] = []
  /// Regions of the sources.
  public var regions: [Region] = []
  /// Numbers of the sources' autonomous systems; 0 is unknown.
  public var networks: [UInt32] = []
  /// Port labels.
  public var labels: [PortLabel] = []
  /// Tags.
  public var tags: [String] = []
  /// Traffic classes.
  public var classes: [TrafficClass] = []
  /// Blocks of source addresses.
  public var sources: [IPPrefix] = []
  /// Stack fingerprints.
  public var stacks: [String] = []
  /// Protocols behind the IP header.
  public var protocols: [IPProtocol] = []

  /// A filter that every packet passes.
  public init() {}

  /// Adds what an option says: one value, or several with commas between them.
  ///
  /// - Parameters:
  ///   - words: The option's text.
  ///   - kind: Which option.
  /// - Throws: What was written, with the valid form.
  public mutating func add(_ words: String, to kind: Kind) throws(SchemaError) {
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      guard add(word: word, to: kind) else {
        throw SchemaError(
          place: kind.option,
          problem: "\"\(word)\" is no \(kind.noun)",
          remedy: kind.form
        )
      }
    }
  }

  private mutating func add(word: Substring, to kind: Kind) -> Bool {
    func append<Value>(_ value: Value?, _ list: WritableKeyPath<PacketFilter, [Value]>) -> Bool {
      guard let value else { return false }
      self[keyPath: list].append(value)
      return true
    }
    let name = Self.isName(word) ? String(word) : nil
    return switch kind {
    case .sensor: append(name, \.sensors)
    case .group: append(name.map { SensorGroup(rawValue: $0.lowercased()) }, \.groups)
    case .region: append(word.lowercased() == "unknown" ? .unknown : Region(word), \.regions)
    case .network: append(Self.network(word), \.networks)
    case .port: append(PortLabel(word), \.labels)
    case .tag: append(name, \.tags)
    case .class: append(TrafficClass(word), \.classes)
    case .source: append(IPPrefix(word), \.sources)
    case .stack: append(word.filter { $0 == ":" }.count == 3 ? name : nil, \.stacks)
    case .protocol: append(Self.protocolNumber(word), \.protocols)
    }
  }

  /// Whether a text may be a name: not empty, not endless, without control characters.
  private static func isName(_ word: Substring) -> Bool {
    (1...200).contains(word.utf8.count) && word.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
  }

  private static func network(_ word: Substring) -> UInt32? {
    guard word.lowercased() != "unknown" else { return 0 }
    let digits = word.uppercased().hasPrefix("AS") ? word.dropFirst(2) : word
    return digits.utf8.allSatisfy { (48...57).contains($0) } ? UInt32(digits) : nil
  }

  private static func protocolNumber(_ word: Substring) -> IPProtocol? {
    if word.uppercased() == "ICMPV6" { return .icmpv6 }
    if word.utf8.allSatisfy({ (48...57).contains($0) }) {
      return UInt8(word).map(IPProtocol.init(rawValue:))
    }
    // Labels that are names without a number; the label of 58 is that of ICMP.
    guard !word.contains(" "), let label = PortLabel(word), label.rawValue >= 0x2_0000 else {
      return nil
    }
    return IPProtocol(rawValue: UInt8(truncatingIfNeeded: label.rawValue))
  }

  /// The same filter with the sensors of its groups named, as the store knows no groups.
  ///
  /// - Parameter directory: Who the sensors are.
  /// - Returns: A filter without groups.
  /// - Throws: A group without sensors, or none of the sensors in the groups.
  public func naming(sensorsIn directory: SensorDirectory) throws(SchemaError) -> PacketFilter {
    guard !groups.isEmpty else { return self }
    for group in groups where !directory.entries.contains(where: { $0.group == group }) {
      throw SchemaError(
        place: Kind.group.option,
        problem: "no sensor is in the group \"\(group.rawValue)\"",
        remedy: "give sensors this group in the sensor file, or name another"
      )
    }
    let members = directory.entries.filter { $0.group.map(groups.contains) ?? false }
      .map(\.sensor.name)
    var named = self
    named.groups = []
    named.sensors = sensors.isEmpty ? members : members.filter(sensors.contains)
    guard !named.sensors.isEmpty else {
      throw SchemaError(
        place: "\(Kind.sensor.option) and \(Kind.group.option)",
        problem: "none of the sensors is in the group",
        remedy: "leave one of the two out"
      )
    }
    return named
  }
}

extension PacketFilter.Kind {
  fileprivate var noun: String {
    switch self {
    case .sensor: "name of a sensor"
    case .group: "name of a group"
    case .port: "port label"
    case .class: "traffic class"
    case .source: "address or prefix"
    case .stack: "stack fingerprint"
    default: rawValue
    }
  }
}
