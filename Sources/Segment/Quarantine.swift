import Glibc

/// Keeps files that were refused, each beside a text that says why; nothing in it is ever deleted.
///
/// A file is kept as `DIGEST-NAME`, DIGEST being the first half of its SHA-256, and its reason as
/// `DIGEST-NAME.reason`. So names never collide, and a file that is refused again and again is
/// kept once.
public struct Quarantine: Sendable {
  private static let longestName = 150

  let folder: Folder

  /// The quarantine in a folder, which is made with the first file.
  public init(path: String) {
    folder = Folder(path)
  }

  /// Keeps bytes under a name, with the reason; returns the path.
  public func keep(
    _ bytes: [UInt8],
    name: String,
    reason: some CustomStringConvertible
  ) throws(SegmentError) -> String {
    try folder.make()
    let path = path(of: ContentDigest(of: bytes), name)
    try write(bytes, at: path)
    try write(Array("\(reason)\n".utf8), at: "\(path).reason")
    try folder.sync()
    return path
  }

  /// Moves a file of the same file system here, with the reason; returns its new path.
  public func move(
    fileAt path: String,
    reason: some CustomStringConvertible
  ) throws(SegmentError) -> String {
    try folder.make()
    let name = String(Folder.name(of: path))
    let place = try self.path(of: ContentDigest(ofFileAt: path), name)
    try write(Array("\(reason)\n".utf8), at: "\(place).reason")
    guard unsafe rename(path, place) == 0 else {
      throw SegmentError.system(
        path,
        "it cannot be moved to \(place)",
        remedy: "move it by hand out of the way"
      )
    }
    try folder.sync()
    return place
  }

  private func path(of digest: ContentDigest, _ name: String) -> String {
    let safe = name.utf8.suffix(Quarantine.longestName).map { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "/") ? byte : UInt8(ascii: "_")
    }
    return
      "\(folder.path)/\(digest.description.prefix(32))-\(String(decoding: safe, as: UTF8.self))"
  }

  /// Where the name is taken, the same bytes are kept already.
  private func write(_ bytes: [UInt8], at path: String) throws(SegmentError) {
    let file = try TemporaryFile(in: folder.path)
    try file.write(bytes)
    try file.sync()
    guard try file.place(at: path) != .noFolder else {
      throw SegmentError(
        path: folder.path,
        rule: "the folder was removed while a file was put into it",
        remedy: "let one program at a time change the data directory"
      )
    }
  }
}
