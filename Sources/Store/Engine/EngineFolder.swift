import Foundation
import Glibc

/// The files of an embedded engine: its database, its socket and what it last said.
struct EngineFolder: Hashable {
  /// The longest path of a Unix socket (unix(7)): 108 bytes with the zero behind it.
  private static let longestSocketPath = 107

  /// The folder, an absolute path.
  let path: String
  /// The socket on which the engine answers.
  let socket: String

  /// The database's own folder.
  var database: String { "\(path)/database" }
  /// What the engine printed since it was started last.
  var log: String { "\(path)/engine.log" }

  /// Makes the folder, mode 0700, and chooses the socket's place.
  ///
  /// Where the folder's path is too long for a socket, the socket goes into a folder of the user's below
  /// `runtime`, under a name made from the path.
  init(path: String, runtime: String) throws(StoreError) {
    let absolute = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    self.path = absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    guard !self.path.contains("?") else {
      // Behind it the engine's own connection string begins.
      throw Self.failure(self.path, "the engine takes no ? in a path", "choose another folder")
    }
    try Self.makePrivate(self.path, withParents: true)
    let near = "\(self.path)/engine.sock"
    guard near.utf8.count > Self.longestSocketPath else {
      socket = near
      return
    }
    let folder = "\(runtime)/hirundo-\(getuid())"
    try Self.makePrivate(folder, withParents: false)
    socket = "\(folder)/\(String(Self.digest(self.path), radix: 16)).sock"
    guard socket.utf8.count <= Self.longestSocketPath else {
      throw Self.failure(socket, "the path is too long for a socket", "choose a shorter folder")
    }
  }

  /// FNV-1a of 64 bits: the same for a path in every run, which `hashValue` is not.
  private static func digest(_ path: String) -> UInt64 {
    path.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func makePrivate(_ path: String, withParents: Bool) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path,
        withIntermediateDirectories: withParents,
        attributes: withParents ? nil : [.posixPermissions: 0o700]
      )
    } catch CocoaError.fileWriteFileExists {
      // It is looked at below.
    } catch {
      throw failure(
        path,
        "the folder cannot be made",
        "check the path and the permission to write there"
      )
    }
    // A socket in a folder of somebody else would be somebody else's to replace.
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      status.st_uid == getuid(), unsafe chmod(path, 0o700) == 0
    else {
      throw failure(path, "this is no folder of yours alone", "remove it or choose another folder")
    }
  }

  private static func failure(_ path: String, _ problem: String, _ remedy: String) -> StoreError {
    StoreError(kind: .configuration, place: path, problem: problem, remedy: remedy)
  }
}
