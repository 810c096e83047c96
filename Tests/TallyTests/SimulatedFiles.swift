import Simulation
import Tally
import Wire

/// The packets of Scenarios/small.yaml in files of a sensor and day, and one file of what it lacks.
struct SimulatedFiles {
  /// A file: which sensor heard which frames.
  struct File {
    var sensor: String
    var frames: [CapturedFrame]
  }

  let files: [File]
  let truth: GroundTruth

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let scenario = try Scenario(path: "/\(root)/Scenarios/small.yaml")
    var parts = scenario.sensors.flatMap { sensor in
      (0..<scenario.dayCount).map { _ in File(sensor: sensor.name, frames: []) }
    }
    truth = Simulator(scenario).run { packet, bytes in
      let day = Int((packet.timestamp - scenario.startTime) / 86_400_000_000_000)
      let frame = (0..<bytes.byteCount).map {
        unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self)
      }
      parts[packet.sensor * scenario.dayCount + day].frames.append(
        CapturedFrame(at: packet.timestamp, frame)
      )
    }
    let rest = try Self.unsimulated(like: parts[0].frames, at: scenario.startTime)
    files = parts.filter { !$0.frames.isEmpty } + [File(sensor: "rest", frames: rest)]
  }

  /// IPv6 packets with the transport headers of simulated ones, bogons, and runs of other tools.
  private static func unsimulated(
    like simulated: [CapturedFrame],
    at start: Int64
  ) throws -> [CapturedFrame] {
    var frames = simulated.compactMap { frame -> CapturedFrame? in
      guard frame.bytes[14] == 0x45, [6, 17].contains(frame.bytes[23]) else { return nil }
      return CapturedFrame(at: frame.time, wide(frame.bytes))
    }
    for number: UInt16 in 1...5 {
      let packets = [
        try SourceRuleTests.run(0x5EED_0001, port: number),
        try ProbeFrame.syn(from: "192.168.1.\(number % 2)", port: number, window: 512),
        try ProbeFrame.syn(from: "fe80::\(number % 3)", port: number, window: 512),
        try ProbeFrame.syn(from: "198.51.100.\(number)", identification: 54_321),
        try ProbeFrame.udp(
          from: "9.9.9.9",
          sourcePort: 53,
          port: 40_000 + number,
          [0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]
        ),
      ]
      frames += packets.map { CapturedFrame(at: start + Int64(number) * 1_000_000_000, $0) }
    }
    return frames
  }

  /// An IPv4 frame's transport header and payload behind an IPv6 header.
  private static func wide(_ frame: [UInt8]) -> [UInt8] {
    let transport = Array(frame[34..<14 + Int(frame[16]) << 8 + Int(frame[17])])
    let prefix: [UInt8] = [0x2A, 0] + Array(repeating: 0, count: 10)
    return Array(frame[..<12]) + [0x86, 0xDD, 0x60, 0, 0, 0]
      + ProbeFrame.number(UInt16(transport.count)) + [frame[23], frame[22]]
      + prefix + Array(frame[26..<30]) + prefix + Array(frame[30..<34]) + transport
  }

  /// Writes a pcap file for each.
  func write(to folder: borrowing TallyFolder) throws -> [TallyInput] {
    var inputs: [TallyInput] = []
    for (index, file) in files.enumerated() {
      inputs.append(try folder.pcap("\(index).pcap", sensor: file.sensor, file.frames))
    }
    return inputs
  }
}
