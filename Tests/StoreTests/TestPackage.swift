import Foundation

/// Where the package is, and which engines and servers are unpacked in it.
enum TestPackage {
  /// The package's folder.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)

  /// What the files of a run are below; what the run before this one left is removed first.
  static let scratch: String = {
    let path = "\(root).build/store-tests"
    try? FileManager.default.removeItem(atPath: path)
    return path
  }()

  static let hasEngine = FileManager.default.isExecutableFile(
    atPath: "\(root)vendor/engine/bin/python3"
  )
  static let hasServer = FileManager.default.isExecutableFile(
    atPath: "\(root)vendor/clickhouse/usr/sbin/clickhouse-server"
  )
  static let engineIsMissing = "the embedded engine is missing; run: Scripts/install-engine"
  static let serverIsMissing = "clickhouse-server is missing; run: Scripts/install-test-servers"

  /// A new folder of its own for a test.
  static func folder(_ name: String) throws -> String {
    let path = "\(scratch)/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}
