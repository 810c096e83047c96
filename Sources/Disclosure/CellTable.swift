/// Counts of a table whose sum is known: a cell that is withheld must not follow from the total.
public struct CellTable: Hashable, Sendable {
  /// A count with what bears it.
  public struct Cell: Hashable, Sendable {
    /// The count.
    public var count: UInt64
    /// Sensors that bear it.
    public var sensors: Int
    /// Sources that bear it, nil where nobody counted them.
    public var sources: UInt64?

    /// A count with what bears it.
    public init(count: UInt64, sensors: Int, sources: UInt64? = nil) {
      self.count = count
      self.sensors = sensors
      self.sources = sources
    }
  }

  /// What is left of a table.
  public struct Screened: Hashable, Sendable {
    /// The counts, rounded; nil where one is withheld.
    public var counts: [UInt64?]
    /// Why a count is withheld, nil where it is not.
    public var reasons: [Withheld.Reason?]
    /// The sum of all counts, rounded; nil where it would show what is withheld.
    public var total: UInt64?
  }

  /// The cells, each of other sensors.
  public var cells: [Cell]

  /// A table.
  public init(cells: [Cell]) {
    self.cells = cells
  }

  /// The table that a policy lets through.
  ///
  /// The total is public when the cells that are withheld, taken as one cell, could be public too: that cell is
  /// what a reader computes.
  func screened(by policy: DisclosurePolicy) -> Screened {
    let quantisation = Quantisation(digits: policy.significantDigits)
    let reasons = cells.map { policy.reasonToWithhold($0) }
    let hidden = zip(cells, reasons).filter { $0.1 != nil }.map(\.0)
    let rest = Cell(
      count: Self.sum(hidden.map(\.count)),
      sensors: hidden.reduce(0) { $0 + $1.sensors },
      sources: hidden.contains { $0.sources == nil } ? nil : Self.sum(hidden.compactMap(\.sources))
    )
    let isTotalSafe = hidden.isEmpty || policy.reasonToWithhold(rest) == nil
    return Screened(
      counts: zip(cells, reasons).map { $1 == nil ? quantisation.rounded($0.count) : nil },
      reasons: reasons,
      total: isTotalSafe ? quantisation.rounded(Self.sum(cells.map(\.count))) : nil
    )
  }

  /// A sum that stops at the largest number.
  private static func sum(_ counts: [UInt64]) -> UInt64 {
    counts.reduce(0) { sum, count in
      let (value, overflow) = sum.addingReportingOverflow(count)
      return overflow ? .max : value
    }
  }
}

extension DisclosurePolicy {
  /// The first rule that a count breaks, nil for none.
  func reasonToWithhold(_ cell: CellTable.Cell) -> Withheld.Reason? {
    if cell.sensors < sensors { return .fewSensors }
    if let counted = cell.sources, counted < UInt64(clamping: sources) { return .fewSources }
    return Double(cell.count) < smallestCount ? .smallCount : nil
  }
}
