import Foundation
import Testing

/// A program of the system that a test runs to its end.
enum Program {
  /// What a program prints; an exit status other than 0 is a failure of the test.
  static func output(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(path) \(arguments) succeeds")
    return String(decoding: data, as: UTF8.self)
  }
}
