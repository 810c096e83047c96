/// What one pass remembers of a source address: 32 bytes for IPv4, half a cache line.
struct SourceEntry<Address: SourceAddress>: BitwiseCopyable {
  /// The address; meaningful when `fileSerial` is not 0.
  var address: Address
  /// The file of the source's last SYN, from 1; the greatest number before any.
  ///
  /// 0 marks a free place.
  ///
  /// A run of a tool is followed within one file only, so that the result does not depend on how
  /// files are spread over threads.
  var fileSerial: UInt32
  /// The values of the rules about a constant for the source's last SYN in that file.
  var constants: (UInt32, UInt32)
  /// The sequence number of that SYN.
  var sequence: UInt32
  /// The tags of the source, a bit a tag.
  var tags: UInt64
}
