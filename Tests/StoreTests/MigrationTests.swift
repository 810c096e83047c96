import Schema
import Store
import Testing

@Suite("Changes of the tables")
struct MigrationTests {
  private static let plain = StoreCapabilities(hasCodec: false, hasLowCardinality: false)

  @Test("Changes are numbered from 1 without gaps and have names of their own")
  func numbers() {
    #expect(Migration.all.map(\.number) == Array(1...UInt32(Migration.all.count)))
    #expect(Set(Migration.all.map(\.name)).count == Migration.all.count)
  }

  @Test("The first change makes every table, and can be run again")
  func firstTables() throws {
    let first = try #require(Migration.all.first)
    let statements = first.statements(.single, Self.plain)
    #expect(statements.count == StoreTable.all.count)
    for (statement, table) in zip(statements, StoreTable.all) {
      #expect(statement.hasPrefix("CREATE TABLE IF NOT EXISTS \(table.name) ("))
    }
  }

  @Test("On a cluster a node makes its own table before the one that asks all nodes")
  func clusterTables() throws {
    let first = try #require(Migration.all.first)
    let topology = StoreTopology.cluster(name: "north", database: "hirundo")
    let names = first.statements(topology, Self.plain).compactMap {
      $0.dropFirst("CREATE TABLE IF NOT EXISTS ".count).split(separator: " ").first
    }
    #expect(
      names == [
        "migrations", "packets_local", "packets", "segments_local", "segments", "captures_local",
        "captures", "daily_local", "daily", "daily_ports_local", "daily_ports",
        "daily_stacks_local", "daily_stacks", "summaries_local", "summaries", "days_local", "days",
      ]
    )
  }

  @Test("A new store takes the first change alone and records them all")
  func newStore() {
    #expect(Migration.pending(after: []).map(\.number) == [1])
    #expect(Migration.unrecorded(after: []).map(\.number) == Migration.all.map(\.number))
  }

  @Test("A store of this version has nothing to do")
  func currentStore() {
    let applied = Set(Migration.all.map(\.number))
    #expect(Migration.pending(after: applied).isEmpty)
    #expect(Migration.unrecorded(after: applied).isEmpty)
    #expect(Migration.unknown(in: applied).isEmpty)
  }

  @Test("Changes of a newer version are named")
  func newerStore() {
    #expect(Migration.unknown(in: [1, 9001, 9000]) == [9000, 9001])
  }

  @Test("A change is recorded as a row of its table")
  func record() throws {
    var block = NativeBlock(.migrations)
    block.append(try #require(Migration.all.first).record(at: 1_719_792_000))
    #expect(block.rows == [[.number(1), .text("first tables"), .number(1_719_792_000)]])
    #expect(!block.bytes.isEmpty)
  }
}
