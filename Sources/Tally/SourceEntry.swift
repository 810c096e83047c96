import Schema

/// What one pass remembers of a source address: 40 bytes for IPv4.
struct SourceEntry<Address: SourceAddress>: BitwiseCopyable {
  /// The address; meaningful when `fileSerial` is not 0.
  var address: Address
  /// The file in which the source was heard last, from 1; 0 marks a free place.
  ///
  /// A run of a tool is followed within one file only, so that the result does not depend on how
  /// files are spread over threads.
  var fileSerial: UInt32
  /// The sequence number of the source's last SYN in that file.
  var sequence: UInt32
  /// The values of the rules about a constant for that SYN.
  var constants: SIMD2<UInt32>
  /// Where the address is, as `Region.rawValue`.
  var region: UInt16
  /// Which 64 days `days` stands for, plus one: 0 without a Mirai-type packet so far.
  var block: UInt16
  /// The tags of the source, a bit a tag.
  var tags: UInt64
  /// The days of the block on which the source sent Mirai-type packets, a bit a day.
  var days: UInt64
}
