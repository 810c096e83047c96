import Foundation
import Glibc
import Testing

/// A pipe whose far end stays open until this process ends, whatever ends it.
struct Leash {
  /// What the child reads to its end.
  let end: FileHandle

  init() throws {
    var ends: [Int32] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // The writing end is left open on purpose.
    end = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
  }
}
