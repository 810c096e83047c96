import ArgumentParser
import Glibc
import NIOCore
import NIOPosix
import Sensor

/// Where the configuration is, which all commands ask for, and what they make of it.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp("The configuration.", valueName: "file")
  )
  var path = SensorConfiguration.usualPath

  /// The configuration.
  func read() throws -> SensorConfiguration {
    try SensorConfiguration(reading: path)
  }

  /// How the centre is reached.
  static func client(_ configuration: SensorConfiguration) -> CentreClient.Options {
    var options = CentreClient.Options()
    options.proxy = configuration.proxy
    options.software = HirundoSensor.software
    return options
  }

  /// Does work with a thread of the network, which ends with it.
  static func withNetwork<R>(
    _ work: (MultiThreadedEventLoopGroup) async throws -> R
  ) async throws -> R {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let result: Result<R, any Error>
    do {
      result = .success(try await work(group))
    } catch {
      result = .failure(error)
    }
    try await group.shutdownGracefully()
    return try result.get()
  }

  /// The wall clock, in nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
