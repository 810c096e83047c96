import Disclosure
import Schema
import Testing

@Suite("Cells of a table")
struct CellTableTests {
  private func screened(_ cells: [CellTable.Cell]) throws -> CellTable.Screened {
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
    return gate.disclose("x", CellTable(cells: cells)).value
  }

  @Test("A cell of few sensors, few sources or few packets is withheld, with the reason")
  func cells() throws {
    let table = try screened([
      CellTable.Cell(count: 67_490, sensors: 3, sources: 10),
      CellTable.Cell(count: 67_490, sensors: 2, sources: 10),
      CellTable.Cell(count: 67_490, sensors: 3, sources: 9),
      CellTable.Cell(count: 2499, sensors: 3, sources: 10),
    ])
    #expect(table.counts == [67_000, nil, nil, nil])
    #expect(table.reasons == [nil, .fewSensors, .fewSources, .smallCount])
  }

  @Test("The total is withheld where the missing cell could be computed from it")
  func total() throws {
    let loud = CellTable.Cell(count: 50_000, sensors: 3)
    #expect(try screened([loud, loud]).total == 100_000)
    #expect(try screened([loud, CellTable.Cell(count: 9000, sensors: 2)]).total == nil)
    // Two missing cells of two sensors each are one of four: that one could be published.
    let two = CellTable.Cell(count: 9000, sensors: 2)
    #expect(try screened([loud, two, two]).total == 68_000)
  }

  @Test("Operators see all cells and the total")
  func operators() throws {
    let gate = Gate(audience: .operators, today: try #require(CivilDay("2023-02-01")))
    let table = gate.disclose("x", CellTable(cells: [CellTable.Cell(count: 7, sensors: 1)])).value
    #expect(table.counts == [7])
    #expect(table.total == 7)
  }
}
