import Foundation
import Hummingbird
import NIOCore

/// A file that somebody downloads: it is read while it is sent.
struct DownloadedFile: Sendable {
  /// Bytes that are in memory at a time.
  private static let piece = 1 << 16

  /// What it is called where it arrives: letters, digits, `.`, `_` and `-`.
  let name: String
  /// Its media type.
  let type: String
  private let handle: FileHandle
  private let length: Int

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - name: What it is called where it arrives.
  ///   - type: Its media type.
  ///   - isTemporary: Whether its name goes at once, so that nothing is left however the download ends.
  /// - Throws: That it is not there.
  init(path: String, name: String, type: String, isTemporary: Bool = false) throws(WebError) {
    guard let handle = FileHandle(forReadingAtPath: path), let end = try? handle.seekToEnd(),
      (try? handle.seek(toOffset: 0)) != nil
    else {
      throw WebError(404, place: name, problem: "the file is gone", remedy: "make it again")
    }
    if isTemporary { try? FileManager.default.removeItem(atPath: path) }
    self.handle = handle
    length = Int(clamping: end)
    self.type = type
    self.name = String(
      name.unicodeScalars.map { scalar -> Character in
        let isPlain =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "._-".unicodeScalars.contains(scalar))
        return isPlain ? Character(scalar) : "-"
      }
    )
  }

  /// The response, which nobody may keep.
  func response() -> Response {
    var headers = HTTPFields()
    headers[.contentType] = type
    headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    headers[.cacheControl] = "no-store"
    let handle = handle
    return Response(
      status: .ok,
      headers: headers,
      body: ResponseBody(contentLength: length) { writer in
        while let data = try handle.read(upToCount: Self.piece), !data.isEmpty {
          try await writer.write(ByteBuffer(bytes: data))
        }
        try await writer.finish(nil)
      }
    )
  }
}

extension Answer {
  /// A file to download.
  init(_ file: DownloadedFile) {
    self.init(.file, [])
    self.file = file
  }
}
