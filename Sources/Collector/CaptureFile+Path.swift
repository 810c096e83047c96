import Foundation
import Store

extension CaptureFile {
  /// A capture of one sensor, as the file system knows it now.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sensor: Who heard it.
  /// - Throws: `CollectorError` where it cannot be looked at.
  public init(path: String, sensor: String) throws(CollectorError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CollectorError(
        place: path,
        rule: "the file cannot be looked at",
        remedy: "check that it is there and may be read"
      )
    }
    self.init(
      path: path,
      assignment: .sensor(sensor),
      file: CaptureRecord.File(
        name: URL(filePath: path).standardizedFileURL.path(percentEncoded: false),
        size: UInt64(clamping: status.st_size),
        modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
        device: UInt64(status.st_dev),
        inode: UInt64(status.st_ino)
      )
    )
  }
}
