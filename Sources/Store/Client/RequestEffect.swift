/// What a request does to the store, which decides what its failure means.
enum RequestEffect: Hashable {
  /// It reads; it can be made again.
  case reads
  /// It changes something; it can be made again only when it was not sent.
  case writes
}
