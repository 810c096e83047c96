import Glibc

/// Zeroed memory for a large table, on huge pages where the kernel has them.
///
/// A table of tens of megabytes that is read at random spends as much on address translation as on
/// the data; huge pages take most of that away. Untouched pages cost nothing.
@safe struct TableMemory: ~Copyable, Sendable {
  // Owned by this value alone, so it may cross threads with it.
  nonisolated(unsafe) let address: UnsafeMutableRawPointer
  private let byteCount: Int

  /// Maps memory; running out of it ends the program, as an allocation does.
  init(byteCount: Int) {
    self.byteCount = byteCount
    let mapped = unsafe mmap(
      nil,
      byteCount,
      PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS,
      -1,
      0
    )
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else {
      fatalError("out of memory: a table of \(byteCount) bytes")
    }
    // Only advice: a kernel without huge pages refuses, and nothing is lost.
    if byteCount >= 1 << 21 { _ = unsafe madvise(mapped, byteCount, MADV_HUGEPAGE) }
    unsafe address = mapped
  }

  deinit {
    unsafe munmap(address, byteCount)
  }
}
