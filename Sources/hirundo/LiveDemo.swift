import Foundation
import Schema
import Segment
import Shipping
import Simulation
import Store
import Tally

/// Some sensors of the demonstration for real: `hirundo serve` and `hirundo-sensor` in network namespaces, and an Internet
/// that sends them the last simulated day.
///
/// They have a data directory of their own, `live` in the demonstration's, so the numbers of the simulated
/// quarter stay what they are.
struct LiveDemo {
  /// How many sensors run.
  static let sensorCount = 3
  /// How long the packets of the day take.
  static let playing = Duration.seconds(5)
  private static let port = 8443
  private static let patience = Duration.seconds(60)
  private static let ourProgram =
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path(percentEncoded: false)

  private let options: StoreOptions
  private let meaning: MeaningOptions
  private let sensors: [SimulatedSensor]
  private let captures: [String]
  private let day: TimeRange

  /// The first sensors of a simulation.
  ///
  /// - Parameters:
  ///   - simulation: The simulation, whose captures are there.
  ///   - options: The demonstration's data directory and store.
  ///   - meaning: The data about addresses.
  init(_ simulation: DemoSimulation, options: StoreOptions, meaning: MeaningOptions) {
    self.options = options
    self.meaning = meaning
    let scenario = simulation.scenario
    sensors = Array(scenario.sensors.prefix(Self.sensorCount))
    captures = simulation.captures.prefix(Self.sensorCount).map(\.path)
    let count = scenario.dayCount
    day = TimeRange(start: scenario.time(ofDay: count - 1), end: scenario.time(ofDay: count))
  }

  /// Why the sensors cannot run on this machine, and what to do; nil where they can.
  var obstacle: String? {
    guard case .embedded = try? options.location() else {
      return "they need a store of their own; leave --store away to see them"
    }
    guard FileManager.default.isExecutableFile(atPath: sensorProgram) else {
      return "\(sensorProgram) is not there; run make demo, which builds it"
    }
    guard geteuid() == 0 else {
      return "network namespaces take root; run sudo make demo to see them"
    }
    guard
      RunningProgram.path.split(separator: ":")
        .contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/ip") })
    else { return "the program ip is not there; install it with apt-get install iproute2" }
    return nil
  }

  /// Sends the day to the sensors and waits until it is in the store.
  ///
  /// - Returns: What became of it, a count a sensor; nil where this machine makes no network namespaces.
  /// - Throws: What failed of centre, sensors or store.
  func run() async throws -> [LiveCount]? {
    let folder = try freshFolder()
    let network: LiveNetwork
    do {
      network = try await LiveNetwork(sensors, log: "\(folder)/network.log")
    } catch let error as InputError {
      StandardError.write("note: no sensor runs for real, as no network can be made: \(error)")
      return nil
    }
    let names = sensors.map(\.name).joined(separator: ", ")
    StandardError.write(
      "note: \(names) run for real in network namespaces now, for some 15 seconds"
    )
    let result: Result<[LiveCount], any Error>
    do {
      result = .success(try await run(network, folder))
    } catch {
      result = .failure(error)
    }
    await network.close()
    return try result.get()
  }

  private func run(_ network: LiveNetwork, _ folder: String) async throws -> [LiveCount] {
    let traffic = try LiveTraffic(captures, during: day)
    var live = options
    (live.data, live.store, live.config) = ("\(folder)/centre", nil, nil)
    let tokens = try sensors.enumerated().map { number, sensor in
      try live.add(
        Sensor(name: sensor.name, region: sensor.country, group: .init(rawValue: sensor.group)),
        note: "of the demonstration",
        centre: "\(LiveNetwork.centreAddress(number)):\(Self.port)"
      ).text
    }
    let centre = try RunningProgram(
      network.atCentre(serve(data: live.directory)),
      log: "\(folder)/centre.log"
    )
    try await centre.wait(for: "sensors at")
    let running = sensors.map {
      LiveSensor($0, network: network, program: sensorProgram, folder: "\(folder)/\($0.name)")
    }
    try await forEach(running) { number, sensor in
      try await sensor.enrol(tokens[number])
      try await sensor.start()
    }
    let lastSent = try await play(traffic, in: network)
    // Otherwise the segments end with their minute.
    try await forEach(running) { _, sensor in try await sensor.restart() }
    let counts = try await live.withStore { session in
      try await stored(traffic, lastSent, in: session.store)
    }
    try await forEach(running) { _, sensor in try await sensor.stop() }
    try await centre.end(by: SIGTERM)
    return counts
  }

  private var sensorProgram: String {
    URL(filePath: Self.ourProgram).deletingLastPathComponent().appending(path: "hirundo-sensor")
      .path(percentEncoded: false)
  }

  private func serve(data: String) -> [String] {
    var words = [
      Self.ourProgram, "serve", "--listen", "0.0.0.0:\(Self.port)", "--health", "none", "--web",
      "none", "--data", data,
    ]
    for number in sensors.indices { words += ["--name", LiveNetwork.centreAddress(number)] }
    if let enrichment = meaning.enrichment { words += ["--enrichment", enrichment] }
    return words
  }

  /// The folder, without what an earlier demonstration left.
  private func freshFolder() throws -> String {
    // Whole, as the programs that run there have it in their configurations.
    let place = URL(filePath: "\(try DataDirectory(path: options.directory).path)/live")
      .standardizedFileURL.path(percentEncoded: false)
    let centre = "\(place)/centre"
    if FileManager.default.fileExists(atPath: centre) {
      // Whoever has it open goes on with it.
      _ = try DataDirectory(path: centre).own(command: "hirundo demo", since: StoreSession.now())
    }
    do {
      if FileManager.default.fileExists(atPath: place) {
        try FileManager.default.removeItem(atPath: place)
      }
      for sensor in sensors {
        try FileManager.default.createDirectory(
          atPath: "\(place)/\(sensor.name)",
          withIntermediateDirectories: true
        )
      }
    } catch {
      throw InputError("\(place): it cannot be made anew (\(error)); remove it")
    }
    return place
  }

  /// Sends the packets with their own distances, shortened; when each sensor's last one was sent.
  private func play(
    _ traffic: LiveTraffic,
    in network: LiveNetwork
  ) async throws -> [ContinuousClock.Instant] {
    let begin = ContinuousClock.now
    var last = sensors.map { _ in begin }
    let senders = try sensors.indices.map { try network.sender(to: $0) }
    for packet in traffic.packets {
      let due = begin + Self.playing * (Double(packet.time - day.start) / Double(day.length))
      if due - .now > .milliseconds(2) { try await Task.sleep(until: due, clock: .continuous) }
      try senders[packet.sensor].send(traffic.bytes[packet.bytes])
      last[packet.sensor] = .now
    }
    return last
  }

  /// Waits until the store has all packets; what it has of each sensor.
  private func stored(
    _ traffic: LiveTraffic,
    _ lastSent: [ContinuousClock.Instant],
    in store: EventStore
  ) async throws -> [LiveCount] {
    var counts = sensors.map { LiveCount(sensor: $0.name) }
    for packet in traffic.packets { counts[packet.sensor].sent += 1 }
    let limit = ContinuousClock.now + Self.patience
    while true {
      let lines = try await store.client.lines(Self.question, format: .tabSeparated)
      for try await line in lines {
        let cells = line.split(separator: "\t")
        guard cells.count == 3, let place = counts.firstIndex(where: { $0.sensor == cells[0] })
        else { continue }
        counts[place].stored = Int(cells[1]) ?? 0
        counts[place].dropped = Int(cells[2]) ?? 0
        if counts[place].isWhole, counts[place].seconds == nil {
          counts[place].seconds = (ContinuousClock.now - lastSent[place]) / .seconds(1)
        }
      }
      if counts.allSatisfy(\.isWhole) || ContinuousClock.now > limit { return counts }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  private static let question = """
    SELECT sensor, sum(stored), sum(lost) FROM (
      SELECT sensor, count() AS stored, toUInt64(0) AS lost FROM packets GROUP BY sensor
      UNION ALL
      SELECT sensor, toUInt64(0) AS stored, sum(dropped) AS lost FROM segments FINAL
      WHERE state = 'stored' GROUP BY sensor
    ) GROUP BY sensor
    """

  /// Does something with all sensors at once.
  private func forEach(
    _ running: [LiveSensor],
    _ body: @escaping @Sendable (Int, LiveSensor) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, sensor) in running.enumerated() {
        group.addTask { try await body(number, sensor) }
      }
      try await group.waitForAll()
    }
  }
}
