import Foundation

/// A folder for the files of one test, removed when the test lets it go.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path() + "/hirundo-program-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The program with this folder as its working directory.
  var program: Program { Program(folder: path) }

  /// Writes a text file, with the folders that lead to it.
  func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
  }

  /// Writes a pcap file of frames, with the folders that lead to it.
  func write(
    _ frames: [(time: Int64, bytes: [UInt8])],
    linkType: UInt16 = 1,
    to name: String
  ) throws {
    try write("", to: name)
    try CaptureBytes.write(frames, linkType: linkType, to: "\(path)/\(name)")
  }
}
