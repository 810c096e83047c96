import AsyncHTTPClient
import Capture
import Collector
import Fingerprint
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Registry
import Schema
import Segment
import Shipping
import Store
import Synchronization

/// A centre that runs on loopback, with a data directory and a store of its own.
final class TestCentre: Sendable {
  /// Its data directory and store.
  let station: TestStation
  let registry: Registry
  let authority: CertificateAuthority
  /// What the centre said.
  let sentences: Mutex<[String]> = Mutex([])
  private let settings: CentreSettings
  private let task: Mutex<Task<Void, any Error>?> = Mutex(nil)
  private let port = Mutex(0)
  private let healthPort = Mutex(0)

  init(
    _ station: TestStation? = nil,
    _ change: (inout CentreSettings) -> Void = { _ in }
  ) async throws {
    if let station { self.station = station } else { self.station = try await TestStation() }
    let path = self.station.directory.path
    registry = try Registry(path: "\(path)/registry.sqlite")
    authority = try AuthorityFolder(path: "\(path)/authority").authority(now: Self.seconds())
    var settings = CentreSettings(
      listen: CentreSettings.Address(host: "127.0.0.1", port: 0),
      health: CentreSettings.Address(host: "127.0.0.1", port: 0),
      names: ["127.0.0.1"]
    )
    settings.insertWait = 200_000_000
    change(&settings)
    self.settings = settings
  }

  /// The present time: TLS asks the machine's clock whether certificates are valid.
  static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000_000) }
  static func seconds() -> Int64 { now() / 1_000_000_000 }

  var sensorsPort: Int { port.withLock { $0 } }

  /// Starts it, and returns when it listens.
  func start() async throws {
    var centre = Centre(
      settings: settings,
      directory: station.directory,
      store: station.store,
      registry: registry,
      authority: authority,
      zone: .utc,
      rules: try .standard(),
      enrichment: station.enrichment,
      software: "hirundo 0.3.0",
      log: { [self] in log($0) },
      now: { Self.now() }
    )
    let (listening, sender) = AsyncStream<Void>.makeStream()
    centre.isListening = { [self] name, number in
      if name == "sensors" {
        port.withLock { $0 = number }
      } else {
        healthPort.withLock { $0 = number }
      }
      sender.yield()
    }
    let running = centre
    task.withLock {
      $0 = Task {
        defer { sender.finish() }
        try await running.run()
      }
    }
    var count = 0
    for await _ in listening {
      count += 1
      if count == 2 { break }
    }
  }

  private func log(_ sentence: String) { sentences.withLock { $0.append(sentence) } }

  /// Ends it cleanly.
  func stop() async throws {
    let running = task.withLock { $0 }
    running?.cancel()
    try await running?.value
  }

  /// Runs a body beside it.
  func whileRunning(_ body: () async throws -> Void) async throws {
    try await start()
    do {
      try await body()
    } catch {
      try await stop()
      throw error
    }
    try await stop()
  }

  /// A sensor that is known to the registry, with a certificate.
  func sensor(_ name: String, issued: Int64? = nil) throws -> TestSensor {
    if try registry.sensor(named: name) == nil {
      try registry.add(RegisteredSensor(Sensor(name: name), created: Self.now()), by: "test")
    }
    let key = SensorKey()
    let certificate = try authority.sensor(
      name,
      request: try key.request(for: name),
      now: issued ?? Self.seconds()
    )
    try registry.keepRenewal(certificate, of: name, at: Self.now())
    return TestSensor(
      name: name,
      port: sensorsPort,
      key: key,
      certificate: certificate.pem,
      authority: authority.pem
    )
  }

  /// A page of the health listener.
  func page(_ path: String) async throws -> (status: UInt, text: String) {
    let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup)
    do {
      let number = healthPort.withLock { $0 }
      let answer = try await client.execute(
        HTTPClientRequest(url: "http://127.0.0.1:\(number)\(path)"),
        timeout: .seconds(10)
      )
      let body = try await answer.body.collect(upTo: 1 << 20)
      try await client.shutdown()
      return (answer.status.code, String(buffer: body))
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  /// How many rows the store has of a sensor.
  func rows(of sensor: String) async throws -> Int {
    let answer = try await station.store.client.query(
      "SELECT count() FROM packets WHERE sensor = '\(sensor)'"
    )
    return Int(String(decoding: answer, as: UTF8.self).dropLast()) ?? -1
  }

  /// Waits until the store has so many rows of a sensor, at most 20 seconds.
  func waitForRows(_ count: Int, of sensor: String) async throws -> Int {
    var found = -1
    for _ in 0..<200 {
      found = try await rows(of: sensor)
      if found >= count { return found }
      try await Task.sleep(for: .milliseconds(100))
    }
    return found
  }
}
