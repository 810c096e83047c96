import Wire

/// Comparisons that must all hold, laid out for the vector loop: no allocation, no reference.
///
/// The first comparison, which fewest packets pass, is made for sixteen packets at once; the others
/// only for those that pass it.
struct Conjunction: Hashable, Sendable {
  private struct Step: Hashable, Sendable {
    var fields: SIMD4<Int32>
    var masks: SIMD4<UInt32>
    var operandCount: Int
    var low: UInt32
    var width: UInt32
    /// The bits of failures that are turned over: all, unless the comparison is negated.
    var passing: UInt16
  }

  /// Which packets of a batch can pass at all.
  private enum Section: Sendable {
    case tcp, other, both
  }

  private let first: Step
  private let rest: [Step]
  private let section: Section

  /// Compiles comparisons, at least one; the first should be the one that fewest packets pass.
  init(_ terms: [Term]) {
    let merged = Self.merge(terms)
    section = merged.lazy.compactMap(Self.section).first ?? .both
    let steps = merged.map { term in
      var step = Step(
        fields: .zero,
        masks: .zero,
        operandCount: term.operands.count,
        low: term.low,
        width: term.width,
        passing: term.isNegated ? 0 : 0xFFFF
      )
      for (index, operand) in term.operands.enumerated() {
        step.fields[index] = Int32(operand.field.rawValue)
        step.masks[index] = operand.mask
      }
      return step
    }
    first = steps[0]
    rest = Array(steps.dropFirst())
  }

  /// The terms with equalities on one field made one, where they do not contradict each other.
  private static func merge(_ terms: [Term]) -> [Term] {
    var merged: [Term] = []
    for term in terms {
      let place = merged.firstIndex { earlier in
        guard let field = earlier.equality, let other = term.equality else { return false }
        let shared = field.mask & other.mask
        return field.field == other.field && earlier.low & shared == term.low & shared
      }
      if let place {
        merged[place].operands[0].mask |= term.operands[0].mask
        merged[place].low |= term.low
      } else {
        merged.append(term)
      }
    }
    return merged
  }

  /// The section to which a comparison of the protocol with one number restricts a rule.
  private static func section(of term: Term) -> Section? {
    guard let equality = term.equality, equality.field == .shape,
      equality.mask & 0x00FF_0000 == 0x00FF_0000
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
    Self.passes(first, batch, place) && rest.allSatisfy { Self.passes($0, batch, place) }
  }

  @inline(__always)
  private static func passes(
    _ step: Step,
    _ batch: borrowing HeaderBatch,
    _ place: Int
  ) -> Bool {
    var value: UInt32 = 0
    for index in 0..<step.operandCount {
      let field = HeaderField(rawValue: Int(step.fields[index]))
      value ^= batch.value(field, at: place) & step.masks[index]
    }
    return (value &- step.low <= step.width) == (step.passing != 0)
  }

  private func matches(_ batch: borrowing HeaderBatch, in places: Range<Int>) -> MatchMask {
    guard !places.isEmpty else { return MatchMask() }
    var result = Self.matches(first, batch, in: places)
    let rest = rest.span
    for index in rest.indices {
      // One packet at a time is faster when few are left.
      if result.count < 32 { return narrow(result, by: index, batch) }
      result = result & Self.matches(rest[index], batch, in: places)
    }
    return result
  }

  private static func matches(
    _ step: Step,
    _ batch: borrowing HeaderBatch,
    in places: Range<Int>
  ) -> MatchMask {
    // Each group shifts in its sixteen bits from above: the last one ends in the highest bits.
    var failing = SIMD16<UInt32>.zero
    let groups = places.lowerBound / 16..<(places.upperBound + 15) / 16
    let (field, mask) = (step.fields[0], SIMD16(repeating: step.masks[0]))
    let low = SIMD16(repeating: step.low)
    for group in groups {
      var value = values(field, group, batch) & mask
      for index in 1..<step.operandCount {
        value ^= values(step.fields[index], group, batch) & SIMD16(repeating: step.masks[index])
      }
      let failures = failures(of: value &- low, width: step.width)
      failing = failing &>> SIMD16(repeating: 1) | failures & SIMD16(repeating: 0x8000_0000)
    }
    failing = failing &>> SIMD16(repeating: UInt32(32 - groups.upperBound))
    let lanes = SIMD16<UInt16>(truncatingIfNeeded: failing) ^ SIMD16(repeating: step.passing)
    return MatchMask(lanes: lanes) & MatchMask(places)
  }

  /// Takes out the packets that do not pass the comparisons from a place on.
  private func narrow(
    _ mask: MatchMask,
    by start: Int,
    _ batch: borrowing HeaderBatch
  ) -> MatchMask {
    let rest = rest.span
    return mask.filter { place in
      var index = start
      while index < rest.count, Self.passes(rest[index], batch, place) { index += 1 }
      return index == rest.count
    }
  }

  /// The sign bit in every lane whose value is greater than a width.
  ///
  /// Comparisons and masks of SIMD16 go lane by lane in this compiler; arithmetic does not.
  @inline(__always)
  private static func failures(
    of value: SIMD16<UInt32>,
    width: UInt32
  ) -> SIMD16<UInt32> {
    // The sign bit of x | -x is set unless x is 0.
    if width == 0 { return value | (SIMD16.zero &- value) }
    // The sign bit of this is the borrow of width - value.
    let width = SIMD16(repeating: width)
    return (~width & value) | (~(width ^ value) & (width &- value))
  }

  @inline(__always)
  private static func values(
    _ field: Int32,
    _ group: Int,
    _ batch: borrowing HeaderBatch
  ) -> SIMD16<UInt32> {
    batch.values(HeaderField(rawValue: Int(field)), group: group)
  }
}

extension Term {
  /// The field and bits that the term compares with one value, nil for any other comparison.
  fileprivate var equality: Operand? {
    operands.count == 1 && width == 0 && !isNegated && low & ~operands[0].mask == 0
      ? operands[0] : nil
  }
}
