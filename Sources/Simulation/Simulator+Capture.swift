public import Capture
import FoundationEssentials
import Wire

extension Simulator {
  /// The number of packets between two reports of progress.
  private static let progressInterval = 1 << 16

  /// Plays the scenario into one capture.
  ///
  /// A pcapng file has an interface for each sensor, named after it, and at its end an interface
  /// statistics block for each, from the beginning to the end of the sensor's days. A name that ends
  /// in `.pcap`, `.pcap.gz` or `.pcap.zst` gives a pcap file, where only destination addresses tell
  /// the sensors apart.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is standard output.
  ///   - progress: Called now and then with the packets written and the share of the period done.
  /// - Returns: What really happened.
  /// - Throws: What went wrong with writing.
  public func write(
    toFile path: String,
    progress: (_ packets: Int, _ share: Double) -> Void = { _, _ in }
  ) throws(CaptureError) -> GroundTruth {
    if [".pcap", ".pcap.gz", ".pcap.zst"].contains(where: { path.hasSuffix($0) }) {
      return try writePcap(to: path, progress: progress)
    }
    var writer = try openPcapng(path)
    for sensor in scenario.sensors { _ = try writer.addInterface(Self.interface(of: sensor)) }
    var received = [UInt64](repeating: 0, count: scenario.sensors.count)
    var count = 0
    let truth = try run { packet, bytes throws(CaptureError) in
      try writer.write(
        bytes,
        timestamp: packet.timestamp,
        originalLength: UInt32(bytes.byteCount),
        interface: UInt32(packet.sensor)
      )
      received[packet.sensor] += 1
      report(packet, &count, progress)
    }
    for index in scenario.sensors.indices {
      try writer.writeStatistics(
        statistics(of: index, interface: UInt32(index), received: received[index])
      )
    }
    try writer.close()
    return truth
  }

  /// Plays the scenario into a folder: one pcapng file a sensor in a folder named after it.
  ///
  /// The files are called after the period's first day: `osaka/2024-05-01.pcapng`.
  ///
  /// - Parameters:
  ///   - path: The folder, which is made where there is none.
  ///   - compression: What the files' names end in and so are compressed with: `.gz`, `.zst`.
  ///   - progress: Called now and then with the packets written and the share of the period done.
  /// - Returns: What really happened.
  /// - Throws: What went wrong with writing.
  public func write(
    toFolder path: String,
    compression: String = "",
    progress: (_ packets: Int, _ share: Double) -> Void = { _, _ in }
  ) throws(CaptureError) -> GroundTruth {
    var files: [SensorFile] = []
    for sensor in scenario.sensors {
      let folder = Self.folder(of: sensor, in: path)
      do {
        try FileManager.default.createDirectory(
          atPath: folder,
          withIntermediateDirectories: true
        )
      } catch {
        throw CaptureError(
          path: folder,
          rule: "the folder cannot be made",
          remedy: "check the name and that you may write there"
        )
      }
      var writer = try openPcapng(
        captureFile(of: sensor, inFolder: path, compression: compression)
      )
      _ = try writer.addInterface(Self.interface(of: sensor))
      files.append(SensorFile(writer))
    }
    var count = 0
    let truth = try run { packet, bytes throws(CaptureError) in
      try files[packet.sensor].write(bytes, timestamp: packet.timestamp)
      report(packet, &count, progress)
    }
    for (index, file) in files.enumerated() {
      try file.close(statistics(of: index, interface: 0, received: file.received))
    }
    return truth
  }

  /// The capture of one sensor that `write(toFolder:)` makes.
  public func captureFile(
    of sensor: SimulatedSensor,
    inFolder path: String,
    compression: String = ""
  ) -> String {
    "\(Self.folder(of: sensor, in: path))/\(scenario.start).pcapng\(compression)"
  }

  private static func folder(of sensor: SimulatedSensor, in path: String) -> String {
    "\(path.hasSuffix("/") ? path : path + "/")\(sensor.name)"
  }

  private func writePcap(
    to path: String,
    progress: (Int, Double) -> Void
  ) throws(CaptureError) -> GroundTruth {
    var writer = try PcapWriter(path: path, linkType: .ethernet)
    var count = 0
    let truth = try run { packet, bytes throws(CaptureError) in
      try writer.write(
        bytes,
        timestamp: packet.timestamp,
        originalLength: UInt32(bytes.byteCount)
      )
      report(packet, &count, progress)
    }
    try writer.close()
    return truth
  }

  private func openPcapng(_ path: String) throws(CaptureError) -> PcapngWriter {
    try PcapngWriter(
      path: path,
      section: SectionOptions(
        application: "hirundo simulate",
        comment: "Synthetic traffic. Scenario \(scenario.digest), seed \(seed): \(scenario.name)"
      )
    )
  }

  private static func interface(of sensor: SimulatedSensor) -> CaptureInterface {
    CaptureInterface(
      linkType: .ethernet,
      name: sensor.name,
      description: "Simulated sensor \(sensor.address), \(sensor.country), \(sensor.group)"
    )
  }

  private func statistics(
    of sensor: Int,
    interface: UInt32,
    received: UInt64
  ) -> InterfaceStatistics {
    let days = scenario.sensors[sensor].days
    return InterfaceStatistics(
      interface: interface,
      startTime: scenario.time(ofDay: days.lowerBound),
      endTime: scenario.time(ofDay: days.upperBound),
      received: received,
      dropped: 0
    )
  }

  private func report(
    _ packet: SimulatedPacket,
    _ count: inout Int,
    _ progress: (Int, Double) -> Void
  ) {
    count += 1
    if count % Self.progressInterval == 0 {
      let passed = Double(packet.timestamp - scenario.startTime)
      progress(count, passed / Double(scenario.time(ofDay: scenario.dayCount) - scenario.startTime))
    }
  }
}
