import Capture
import Glibc
import Wire

/// Reads the input as a capture file to its end or its error, and decodes every frame.
@c(LLVMFuzzerTestOneInput)
public func fuzzFile(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // A file of this process in memory: the reader recognises everything from the bytes.
  let path = "/dev/shm/hirundo-fuzz-\(getpid())"
  guard let file = unsafe fopen(path, "wb") else {
    preconditionFailure("\(path) cannot be created; free memory or mount /dev/shm")
  }
  let written = unsafe count == 0 ? 0 : fwrite(start, 1, count, file)
  let closed = unsafe fclose(file)
  precondition(written == count && closed == 0, "\(path) cannot be written; free memory")
  defer { unsafe unlink(path) }
  do throws(CaptureError) {
    try FileCheck(path: path).run()
  } catch {
    precondition("\(error)".hasPrefix(path), "an error does not name its file: \(error)")
    return 0
  }
  return 0
}
