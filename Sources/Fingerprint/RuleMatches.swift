import Schema
import Wire

/// Which packets of a batch the rules of a set match.
public struct RuleMatches: ~Copyable, Sendable {
  /// For each rule the packets that match by themselves.
  public internal(set) var strong: [MatchMask]
  /// For each rule the packets that count only together with others of their source.
  ///
  /// For a rule about a constant: the packets whose constants are to be compared.
  public internal(set) var weak: [MatchMask]
  /// For each traffic class, in the order of its numbers, its packets.
  public internal(set) var classes: [MatchMask]
  /// For each rule about a constant, in the set's order, the value of every TCP packet.
  ///
  /// Slot << 8 + the packet's place in the batch.
  public private(set) var constants = InlineArray<512, UInt32>(repeating: 0)

  /// Room for the matches of a set.
  public init(for rules: RuleSet) {
    strong = Array(repeating: MatchMask(), count: rules.rules.count)
    weak = strong
    classes = Array(repeating: MatchMask(), count: TrafficClass.allCases.count)
  }

  mutating func storeConstants(
    of operands: [Term.Operand],
    _ batch: borrowing HeaderBatch,
    slot: Int
  ) {
    for group in 0..<(batch.tcpCount + 15) / 16 {
      var value = SIMD16<UInt32>.zero
      for operand in operands {
        var lanes = batch.values(operand.field, group: group) & SIMD16(repeating: operand.mask)
        if operand.isSwapped {
          lanes =
            lanes &<< 24 | (lanes & 0xFF00) &<< 8 | (lanes &>> 8) & 0xFF00 | lanes &>> 24
        }
        value ^= lanes
      }
      for lane in 0..<16 { constants[slot << 8 + group << 4 + lane] = value[lane] }
    }
  }
}
