import ArgumentParser
import NIOPosix
import Segment
import Sensor

/// `hirundo-sensor run`: captures and ships until it is told to end.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Capture, and bring what was captured to the centre, until SIGTERM or Ctrl-C."
  )

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    // Before anything is captured.
    let signals = TerminationSignals()
    defer { signals.cancel() }
    let configuration = try options.read()
    let files = SensorFiles(configuration.directory)
    let credentials = SensorCredentials(try SensorIdentity(files, finishing: true))
    let spool = try Spool(
      folder: files.spool,
      limits: SpoolLimits(
        bytes: configuration.spoolBytes,
        age: configuration.spoolAge,
        reserve: configuration.reserve
      ),
      now: ConfigurationOptions.now
    )
    try await ConfigurationOptions.withNetwork { group in
      try await run(configuration, files, credentials, spool, group, until: signals.stream)
    }
  }

  private func run(
    _ configuration: SensorConfiguration,
    _ files: SensorFiles,
    _ credentials: SensorCredentials,
    _ spool: Spool,
    _ group: MultiThreadedEventLoopGroup,
    until signals: AsyncStream<Void>
  ) async throws {
    let identity = credentials.present
    let settings = try configuration.capture(centre: identity.centre)
    if settings.peers.isEmpty {
      Log.write("\(identity.centre): its address is not known yet, so its answers are captured too")
    }
    let counters = SensorCounters()
    let capture = SensorCapture(
      settings: settings,
      sensor: identity.sensor,
      spool: spool,
      firstSequence: identity.nextSequence,
      software: HirundoSensor.software,
      counters: counters,
      now: ConfigurationOptions.now,
      report: Log.write
    )
    let client = ConfigurationOptions.client(configuration)
    let offset = ClockOffset()
    let progress = ShippingProgress(now: ConfigurationOptions.now, say: Log.write)
    var shipping = Shipper.Options()
    shipping.bandwidth = configuration.bandwidth
    let shipper = Shipper(
      spool: spool,
      credentials: credentials,
      client: client,
      options: shipping,
      group: group,
      offset: offset,
      progress: progress,
      now: ConfigurationOptions.now
    )
    let reporter = SensorReporter(
      credentials,
      files: files,
      sources: SensorReporter.Sources(
        spool: spool,
        spoolLimit: UInt64(clamping: configuration.spoolBytes),
        progress: progress,
        offset: offset,
        counters: counters
      ),
      client: client,
      intervals: (configuration.reportInterval, .seconds(5)),
      group: group,
      version: HirundoSensor.version,
      now: ConfigurationOptions.now,
      say: Log.write
    )
    let renewal = Renewal(
      credentials,
      files: files,
      options: client,
      group: group,
      now: ConfigurationOptions.now,
      say: Log.write
    )
    Log.write("sensor \(identity.sensor) captures for \(identity.centre)")
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await capture.run() }
      tasks.addTask { await shipper.run() }
      tasks.addTask { await reporter.run() }
      tasks.addTask { await renewal.run() }
      tasks.addTask { for await _ in signals { break } }
      // The first that ends is a signal, or a capture that cannot go on and throws.
      try await tasks.next()
      tasks.cancelAll()
      try await tasks.waitForAll()
    }
    Log.write("ended; what is not shipped yet is kept")
  }
}
