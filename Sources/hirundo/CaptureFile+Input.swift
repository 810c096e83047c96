import Collector
import Foundation
import Store
import Tally

extension CaptureFile {
  /// The capture of an input, as the file system knows it now.
  ///
  /// - Parameter input: The input.
  /// - Throws: `InputError` for what is no file.
  init(_ input: TallyInput) throws {
    guard input.path != "-" else {
      throw InputError("-: standard input cannot be ingested; write it to a file first")
    }
    var status = stat()
    guard unsafe stat(input.path, &status) == 0 else {
      throw InputError("\(input.path): the file cannot be looked at; check its permissions")
    }
    let assignment: Assignment =
      switch input.assignment {
      case .sensor(let name): .sensor(name)
      case .interfaces(let otherwise): .interfaces(otherwise: otherwise)
      }
    let path = URL(filePath: input.path).standardizedFileURL.path(percentEncoded: false)
    self.init(
      path: input.path,
      assignment: assignment,
      file: CaptureRecord.File(
        name: path,
        size: UInt64(clamping: status.st_size),
        modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
        device: UInt64(status.st_dev),
        inode: UInt64(status.st_ino)
      )
    )
  }
}
