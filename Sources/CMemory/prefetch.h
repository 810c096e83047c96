/// Asks for a cache line without waiting for it; a wrong address does no harm.
static inline void cache_prefetch(const void *address) {
  __builtin_prefetch(address, 1, 3);
}
