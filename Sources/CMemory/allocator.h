#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

/// Keeps freed buffers of megabytes for the next ones, which the kernel would have to clear again.
static inline void allocator_keep_buffers(void) {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 256 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}
