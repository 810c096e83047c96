import Wire

/// Comparisons that must all hold, laid out for the vector loop: no allocation, no reference.
struct Conjunction: Sendable {
  private struct Step: Sendable {
    var fields: SIMD4<Int32>
    var masks: SIMD4<UInt32>
    var operandCount: Int
    var low: UInt32
    var width: UInt32
    var flip: UInt32
  }

  /// Which packets of a batch can pass at all.
  private enum Section: Sendable {
    case tcp, other, both
  }

  private let steps: [Step]
  private let section: Section

  /// Compiles comparisons; the first should be the one that fewest packets pass.
  init(_ terms: [Term]) {
    section = terms.lazy.compactMap(Self.section).first ?? .both
    steps = terms.map { term in
      var step = Step(
        fields: .zero,
        masks: .zero,
        operandCount: term.operands.count,
        low: term.low,
        width: term.width,
        flip: term.isNegated ? .max : 0
      )
      for (index, operand) in term.operands.enumerated() {
        step.fields[index] = Int32(operand.field.rawValue)
        step.masks[index] = operand.mask
      }
      return step
    }
  }

  /// The section to which a comparison of the protocol with one number restricts a rule.
  private static func section(of term: Term) -> Section? {
    guard term.operands.count == 1, term.operands[0].field == .shape, term.width == 0,
      !term.isNegated, term.operands[0].mask & 0x00FF_0000 == 0x00FF_0000
    else { return nil }
    return term.low >> 16 & 0xFF == 6 ? .tcp : .other
  }

  /// The packets of a batch for which all comparisons hold.
  func matches(_ batch: borrowing HeaderBatch) -> MatchMask {
    switch section {
    case .tcp: matches(batch, in: batch.tcpPlaces)
    case .other: matches(batch, in: batch.otherPlaces)
    case .both: matches(batch, in: batch.tcpPlaces) | matches(batch, in: batch.otherPlaces)
    }
  }

  /// Whether all comparisons hold for one packet.
  func matches(_ batch: borrowing HeaderBatch, at place: Int) -> Bool {
    for step in steps {
      var value: UInt32 = 0
      for index in 0..<step.operandCount {
        let field = HeaderField(rawValue: Int(step.fields[index]))
        value ^= batch.value(field, at: place) & step.masks[index]
      }
      guard (value &- step.low <= step.width) != (step.flip != 0) else { return false }
    }
    return true
  }

  private func matches(_ batch: borrowing HeaderBatch, in places: Range<Int>) -> MatchMask {
    var result = MatchMask()
    let steps = steps.span
    for group in places.lowerBound / 16..<(places.upperBound + 15) / 16 {
      var lanes = SIMD16<UInt32>(repeating: .max)
      for index in steps.indices {
        lanes &= Self.lanes(of: steps[index], batch, group)
        if Self.bits(of: lanes) == 0 { break }
      }
      result.words[group >> 2] |= Self.bits(of: lanes) << UInt64((group & 3) << 4)
    }
    return result & MatchMask(places)
  }

  /// The sign bit in every lane whose packet passes a comparison.
  @inline(__always)
  private static func lanes(
    of step: Step,
    _ batch: borrowing HeaderBatch,
    _ group: Int
  ) -> SIMD16<UInt32> {
    var value = operand(0, of: step, batch, group)
    if step.operandCount > 1 {
      value ^= operand(1, of: step, batch, group)
      if step.operandCount > 2 {
        value ^= operand(2, of: step, batch, group)
        if step.operandCount > 3 { value ^= operand(3, of: step, batch, group) }
      }
    }
    value &-= SIMD16(repeating: step.low)
    // The sign bit of `failed` is set where value > width. Comparisons and masks of SIMD16 go lane
    // by lane in this compiler; these operations do not.
    let width = SIMD16(repeating: step.width)
    let failed = (~width & value) | (~(width ^ value) & (width &- value))
    return ~failed ^ SIMD16(repeating: step.flip)
  }

  /// A bit a lane, from the sign bits of the lanes.
  @inline(__always)
  private static func bits(of lanes: SIMD16<UInt32>) -> UInt64 {
    let weights = SIMD16<UInt32>(
      lowHalf: SIMD8(1, 2, 4, 8, 16, 32, 64, 128),
      highHalf: SIMD8(256, 512, 1024, 2048, 4096, 8192, 16384, 32768)
    )
    let weighted = (SIMD16(repeating: 0) &- (lanes &>> SIMD16(repeating: 31))) & weights
    let eight = weighted.lowHalf | weighted.highHalf
    let four = eight.lowHalf | eight.highHalf
    let two = four.lowHalf | four.highHalf
    return UInt64(two[0] | two[1])
  }

  @inline(__always)
  private static func operand(
    _ index: Int,
    of step: Step,
    _ batch: borrowing HeaderBatch,
    _ group: Int
  ) -> SIMD16<UInt32> {
    batch.values(HeaderField(rawValue: Int(step.fields[index])), group: group)
      & SIMD16(repeating: step.masks[index])
  }
}
