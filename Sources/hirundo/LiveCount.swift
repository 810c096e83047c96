/// What became of the packets that were sent to a sensor.
struct LiveCount: Hashable {
  /// The sensor's name.
  var sensor: String
  /// Packets sent to its address.
  var sent = 0
  /// Packets of it in the store.
  var stored = 0
  /// Packets that its kernel lost and counted.
  var dropped = 0
  /// From the last packet on the wire until all were rows.
  ///
  /// Unit: seconds; nil while some are not.
  var seconds: Double?

  /// Whether each packet is in the store or known to be lost.
  var isWhole: Bool { stored + dropped == sent }

  /// A table of counts, a line an element.
  static func table(_ counts: [LiveCount]) -> [String] {
    var table = TextTable([
      .init(head: "sensor"),
      .init(head: "packets sent", isNumber: true),
      .init(head: "packets stored", isNumber: true),
      .init(head: "dropped", isNumber: true),
      .init(head: "seconds from wire to row", isNumber: true),
    ])
    for count in counts {
      table.append([
        count.sensor,
        Numbers.grouped(count.sent),
        Numbers.grouped(count.stored),
        Numbers.grouped(count.dropped),
        count.seconds.map { Numbers.fixed($0, decimals: 1) } ?? "not yet",
      ])
    }
    return table.lines
  }
}
