import Foundation
import Store
import Testing

@Suite(
  "A store of any kind",
  .serialized,
  .enabled(
    if: TestPackage.hasEngine || TestPackage.hasServer,
    "neither engine nor server is there; run: Scripts/install-engine, Scripts/install-test-servers"
  )
)
struct EventStoreConformance {
  /// A store with a table `rows` that holds the numbers from 0.
  private func filled(
    _ kind: TestStore,
    count: UInt64 = 10_000,
    compresses: Bool = false
  ) async throws -> StoreUnderTest {
    var options = ClickHouseClient.Options()
    options.compresses = compresses
    let store = try await kind.open(options: options)
    try await store.createTable("rows", columns: NumberedRows.columns, orderedBy: "number")
    try await store.client.insert(
      into: "rows",
      columns: NumberedRows.names,
      rows: count == 100_000 ? NumberedRows.manyNative : NumberedRows(numbers: 0..<count).native,
      settings: store.settings
    )
    return store
  }

  @Test(
    "It keeps 100,000 rows of any bytes, compressed on the way or not",
    arguments: TestStore.installed,
    [false, true]
  )
  func exact(_ kind: TestStore, compresses: Bool) async throws {
    let store = try await filled(kind, count: 100_000, compresses: compresses)
    let sums = try await store.text(
      """
      SELECT count(), sum(number), sum(reinterpretAsUInt64(substring(address, 1, 8))), uniqExact(address)
      FROM rows
      """
    )
    // 100,000 times the mean of 0 and 99,999.
    #expect(sums == "100000\t4999950000\t\(NumberedRows.sumOfManyWords)\t100000\n")
  }

  @Test("Its rows come line by line", arguments: TestStore.installed)
  func lines(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    var sum = 0
    var count = 0
    for try await line in try await store.client.lines("SELECT number FROM rows") {
      sum += try #require(Int(line))
      count += 1
    }
    // The sum of 0 to 9,999.
    #expect(count == 10_000)
    #expect(sum == 49_995_000)
  }

  @Test("It answers in JSON", arguments: TestStore.installed)
  func json(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    let answer = try await store.client.query(
      "SELECT toUInt32(max(number)) AS most FROM rows",
      format: .jsonLines
    )
    #expect(String(decoding: answer, as: UTF8.self) == "{\"most\":9999}\n")
  }

  @Test("It says which release it is", arguments: TestStore.installed)
  func version(_ kind: TestStore) async throws {
    let version = try await kind.open().client.version()
    #expect(StoreCapabilities(version: version).hasCodec == (kind == .embedded))
    #expect(version.text.hasPrefix(kind == .embedded ? "26.9." : "18.16."))
  }

  @Test(
    "What it refuses it refuses with its number and one sentence",
    arguments: TestStore.installed
  )
  func refusal(_ kind: TestStore) async throws {
    let store = try await kind.open()
    // 60 is UNKNOWN_TABLE.
    let error = await #expect(throws: StoreError.self) {
      try await store.text("SELECT * FROM absent")
    }
    #expect(error?.kind == .refused(code: 60))
    let sentence = "\(try #require(error))"
    #expect(sentence.contains("absent"))
    #expect(!sentence.contains("\n") && !sentence.contains("Exception"))
    let insert = await #expect(throws: StoreError.self) {
      try await store.client.insert(
        into: "absent",
        columns: NumberedRows.names,
        rows: NumberedRows.manyNative
      )
    }
    #expect(insert?.kind == .refused(code: 60))
  }

  @Test("An answer that is longer than allowed is refused", arguments: TestStore.installed)
  func tooLong(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    let error = await #expect(throws: StoreError.self) {
      try await store.client.query("SELECT number FROM rows", limit: 1000)
    }
    #expect(error?.kind == .tooLong)
  }

  @Test("Rows that are cut short are refused whole", arguments: TestStore.installed)
  func cutRows(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    await #expect(throws: StoreError.self) {
      try await store.client.insert(
        into: "rows",
        columns: NumberedRows.names,
        rows: Array(NumberedRows(numbers: 0..<5000).native.dropLast(100)),
        settings: store.settings
      )
    }
    #expect(try await store.text("SELECT count() FROM rows") == "10000\n")
  }

  @Test("The engine refuses rows with a column that the table has not")
  func misnamed() async throws {
    let store = try await filled(.embedded)
    try await store.client.execute("ALTER TABLE rows RENAME COLUMN address TO origin")
    let error = await #expect(throws: StoreError.self) {
      try await store.client.insert(
        into: "rows",
        columns: ["number", "origin"],
        rows: NumberedRows(numbers: 0..<10).native
      )
    }
    // 117 is INCORRECT_DATA.
    #expect(error?.kind == .refused(code: 117))
  }

  /// What a person may not do.
  ///
  /// The embedded engine's own readonly mode lets the function file, INTO OUTFILE, several statements and settings of
  /// a subquery pass.
  static let forbidden = [
    "INSERT INTO rows (number) VALUES (1)",
    "DROP TABLE rows",
    "CREATE TABLE other (number UInt8) ENGINE = Memory",
    "SET readonly = 0",
    "SELECT 1 SETTINGS readonly = 0",
    "SELECT 1 SETTINGS max_memory_usage = 0",
    "SELECT * FROM (SELECT 1 SETTINGS/**/readonly = 0)",
    "KILL QUERY WHERE 1",
    "SYSTEM SHUTDOWN",
    "SELECT 1; SELECT 2",
    "SELECT 1) INTO OUTFILE 'outfile'; SELECT * FROM (SELECT 1",
    "SELECT 1); DROP TABLE rows; SELECT * FROM (SELECT 1",
    "SELECT 1 INTO OUTFILE 'outfile'",
    "SELECT 1) INTO/**/OUTFILE 'outfile' --",
    "SELECT * FROM file('/etc/hostname', 'TabSeparated', 'line String')",
    "SELECT file('/etc/hostname')",
    "SELECT `file`('/etc/hostname')",
    "SELECT 1 AS `a'`, file('/etc/hostname'), 'b'",
    "SELECT * APPLY(file) FROM (SELECT '/etc/hostname')",
    "SELECT * FROM url('http://127.0.0.1:9/', 'TabSeparated', 'line String')",
    "SELECT * FROM remote('127.0.0.1:9', system, one)",
    "DESCRIBE file('/etc/hostname')",
  ]

  @Test(
    "What a person asks cannot write, read files or open addresses",
    arguments: TestStore.installed
  )
  func readOnly(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    for query in Self.forbidden {
      let error = await #expect(throws: StoreError.self, "\(query)") {
        try await store.text(query, access: .readOnly(QueryLimits()))
      }
      guard case .refused = error?.kind else {
        Issue.record("\(query): \(error.map(String.init(describing:)) ?? "allowed")")
        continue
      }
    }
    let allowed = try await store.text(
      "SELECT 'file; INTO OUTFILE' AS text, count() FROM rows -- a comment",
      access: .readOnly(QueryLimits())
    )
    #expect(allowed == "file; INTO OUTFILE\t10000\n")
    // The next request is not read-only.
    try await store.client.execute("DROP TABLE rows")
  }

  @Test("What a person asks ends at its limits", arguments: TestStore.installed)
  func limits(_ kind: TestStore) async throws {
    let store = try await kind.open()
    // 159 is TIMEOUT_EXCEEDED, 241 MEMORY_LIMIT_EXCEEDED.
    let late = await #expect(throws: StoreError.self) {
      try await store.text(
        "SELECT count() FROM system.numbers WHERE cityHash64(number) = 1",
        access: .readOnly(QueryLimits(seconds: 1))
      )
    }
    #expect(late?.kind == .refused(code: 159))
    let large = await #expect(throws: StoreError.self) {
      try await store.text(
        "SELECT length(groupArray(number)) FROM (SELECT number FROM system.numbers LIMIT 100000000)",
        access: .readOnly(QueryLimits(memory: 20_000_000))
      )
    }
    #expect(large?.kind == .refused(code: 241))
  }

  @Test("Readers and a writer work at once", arguments: TestStore.installed)
  func together(_ kind: TestStore) async throws {
    let store = try await filled(kind)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for block in UInt64(1)...5 {
          try await store.client.insert(
            into: "rows",
            columns: NumberedRows.names,
            rows: NumberedRows(numbers: block * 10_000..<(block + 1) * 10_000).native,
            settings: store.settings
          )
        }
      }
      for _ in 0..<3 {
        group.addTask {
          for _ in 0..<5 {
            // A block is there whole or not at all on one node.
            let count = try await store.text("SELECT count() FROM rows")
            let rows = try #require(Int(count.dropLast()))
            #expect(store.cluster != nil || rows.isMultiple(of: 10_000))
          }
        }
      }
      try await group.waitForAll()
    }
    // The numbers from 0 to 59,999.
    #expect(try await store.text("SELECT count(), sum(number) FROM rows") == "60000\t1799970000\n")
  }
}
