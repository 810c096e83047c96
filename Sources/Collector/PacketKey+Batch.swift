import Store
import Wire

extension PacketKey {
  /// The key of a packet of a batch: what `RowMaker` writes into its row.
  ///
  /// - Parameters:
  ///   - batch: The packets.
  ///   - place: The packet's place: one of `tcpPlaces` or `otherPlaces`.
  init(_ batch: borrowing HeaderBatch, at place: Int) {
    let shape = batch.value(.shape, at: place)
    let isWide = shape >> 24 == 6
    let mapped = UInt128(0xFFFF) << 32
    let ports = batch.value(.ports, at: place)
    self.init(
      timestamp: batch.timestamps[place],
      source: isWide
        ? batch.wideSources[place] : mapped | UInt128(batch.value(.source, at: place)),
      target: isWide
        ? batch.wideDestinations[place] : mapped | UInt128(batch.value(.destination, at: place)),
      protocolNumber: UInt8(truncatingIfNeeded: shape >> 16),
      sourcePort: UInt16(truncatingIfNeeded: ports),
      targetPort: UInt16(truncatingIfNeeded: ports >> 16),
      icmpTypeCode: UInt16(truncatingIfNeeded: batch.value(.icmp, at: place)),
      tcpSequence: batch.value(.sequence, at: place),
      identification: UInt16(truncatingIfNeeded: batch.value(.identification, at: place))
    )
  }
}
