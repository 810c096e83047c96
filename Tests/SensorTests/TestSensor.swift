import Foundation
import NIOCore
import NIOPosix
import Schema
import Segment
import Shipping
import Synchronization
import Testing
import Wire

@testable import Sensor

/// A sensor of a test: a directory with an identity and a spool, and the authority that signed for it.
final class TestSensor: Sendable {
  /// A moment of our tests: 2024-07-15 09:42:00 UTC, in seconds since 1970.
  let folder: String
  let files: SensorFiles
  let authority: CertificateAuthority
  let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let said = Mutex<[String]>([])

  init() throws {
    folder = FileManager.default.temporaryDirectory.path() + "/hirundo-sensor-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    files = SensorFiles(folder)
    authority = try CertificateAuthority(now: Self.seconds)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
    group.shutdownGracefully { _ in }
  }

  /// The present second; TLS compares certificates with the machine's clock.
  static var seconds: Int64 { Int64(Date().timeIntervalSince1970) }
  /// The present moment, in nanoseconds since 1970.
  static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1e9) }

  /// What was said to the operator.
  var sentences: [String] { said.withLock { $0 } }
  /// Takes what is said to the operator.
  func say(_ sentence: String) {
    said.withLock { $0.append(sentence) }
  }

  /// Certificates of a centre that sensors of the authority trust.
  func server(names: [String] = ["127.0.0.1"], now: Int64? = nil) throws -> TestCentre.Certificates
  {
    let key = SensorKey()
    let issued = try authority.server(names: names, key: key, now: now ?? Self.seconds)
    return TestCentre.Certificates(
      chain: [issued.pem, authority.pem],
      key: key.pem,
      authority: authority.pem
    )
  }

  /// Enrols by writing the files, as an enrolment leaves them.
  func enrolled(at port: Int, now: Int64? = nil) throws -> SensorIdentity {
    let key = SensorKey()
    let issued = try authority.sensor(
      "tokyo-1",
      request: try key.request(for: "tokyo-1"),
      now: now ?? Self.seconds
    )
    try write(issued.pem, files.certificate)
    try write(key.pem, files.key)
    try write(authority.pem, files.authority)
    try write(
      #"{"centre":"127.0.0.1:\#(port)","sensor":"tokyo-1","nextSequence":1}"#,
      files.sensor
    )
    return try SensorIdentity(files, finishing: false)
  }

  func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  /// A spool with segments of these numbers, each without frames.
  func spool(_ sequences: ClosedRange<UInt64>) throws -> Spool {
    let spool = try Spool(folder: files.spool, limits: SpoolLimits(), now: Self.now)
    for sequence in sequences { try spool.add(try segment(sequence)) }
    return spool
  }

  /// A segment of one minute, which begins `sequence` minutes after midnight today.
  func segment(_ sequence: UInt64) throws -> ClosedSegment {
    let identity = try SegmentIdentity(sensor: "tokyo-1", sequence: sequence)
    let builder = SegmentBuilder(identity, software: "hirundo-sensor 0.1.0")
    let day = Self.seconds / 86_400 * 86_400
    let start = (day + Int64(sequence) * 60) * 1_000_000_000
    let coverage = TimeRange(start: start, end: start + 60_000_000_000)
    return try builder.close(coverage: coverage, received: 0, dropped: 0)
  }

  /// How tests reach their centre: quickly, or not at all.
  static var client: CentreClient.Options {
    var options = CentreClient.Options()
    options.timeouts.connect = .seconds(60)
    options.timeouts.handshake = .seconds(60)
    options.timeouts.idle = .seconds(60)
    options.timeouts.whole = .seconds(300)
    return options
  }

  /// Runs a shipper until a condition holds, and tells how it went.
  func ship(
    _ spool: Spool,
    _ identity: SensorIdentity,
    client: CentreClient.Options = TestSensor.client,
    options: Shipper.Options = TestSensor.quick,
    until isDone: @escaping @Sendable (ShippingProgress.Snapshot) -> Bool
  ) async throws -> (progress: ShippingProgress.Snapshot, offset: Int64?) {
    let progress = ShippingProgress(now: Self.now) { self.say($0) }
    let offset = ClockOffset()
    let shipper = Shipper(
      spool: spool,
      credentials: SensorCredentials(identity),
      client: client,
      options: options,
      group: group,
      offset: offset,
      progress: progress,
      now: Self.now
    )
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await shipper.run() }
      let end = ContinuousClock.now + .seconds(300)
      while !isDone(progress.snapshot) {
        try #require(ContinuousClock.now < end, "\(progress.snapshot) \(sentences)")
        try await Task.sleep(for: .milliseconds(5))
      }
      tasks.cancelAll()
    }
    return (progress.snapshot, offset.nanoseconds)
  }

  /// A shipper that does not wait for long.
  static var quick: Shipper.Options {
    var options = Shipper.Options()
    options.pauses = (.milliseconds(10), .milliseconds(50))
    options.barredPause = .milliseconds(50)
    options.poll = .milliseconds(10)
    return options
  }
}
