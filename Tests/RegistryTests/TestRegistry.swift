import Foundation
import Registry
import Schema

/// A registry in a file of one test.
struct TestRegistry: ~Copyable {
  /// 2024-07-15T09:42:00Z, in nanoseconds since 1970.
  static let now: Int64 = 1_721_036_520_000_000_000
  static let hour: Int64 = 3_600_000_000_000

  let folder: String
  let registry: Registry

  init() throws {
    folder = NSTemporaryDirectory() + "hirundo-registry-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    registry = try Registry(path: "\(folder)/registry.sqlite")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Adds a sensor of Japan.
  func add(_ name: String) throws {
    try registry.add(
      RegisteredSensor(
        Sensor(name: name, region: Region("JP"), group: .domestic),
        note: "rack 4",
        created: Self.now
      ),
      by: "ana"
    )
  }
}
