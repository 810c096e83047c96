import Foundation
import Testing

/// A provider that others made (Tests/OpenID/provider.py), as a process on loopback.
final class RealProvider: Sendable {
  /// What it says when it listens.
  struct Greeting: Decodable, Sendable {
    var port: Int
    var client: String
    var secret: String
    var password: String
  }

  private static let python = "\(WebPackage.root)vendor/open-id/bin/python3"
  static let isThere = FileManager.default.isExecutableFile(atPath: python)
  static let absence = "the provider is missing; run: Scripts/install-open-id-provider"

  let greeting: Greeting
  private let folder: String
  private let leash: Pipe

  /// Starts it, and returns when it listens; it ends with this value, or with this process.
  ///
  /// - Parameter redirect: Where people come back to.
  /// - Throws: What keeps it from starting.
  init(redirect: String) async throws {
    let folder = NSTemporaryDirectory() + "hirundo-open-id-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: Self.python)
    process.arguments = ["\(WebPackage.root)Tests/OpenID/provider.py", redirect, folder]
    process.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let reading = output.fileHandleForReading
    let line = await Self.line(of: reading)
    greeting = try JSONDecoder().decode(Greeting.self, from: line)
    self.folder = folder
    leash = input
  }

  deinit {
    try? leash.fileHandleForWriting.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The first line that it prints; what there is where it ends before.
  @concurrent
  private static func line(of file: FileHandle) async -> Data {
    var line = Data()
    while true {
      let part = file.availableData
      line += part
      if part.isEmpty || part.contains(UInt8(ascii: "\n")) { return line }
    }
  }
}
