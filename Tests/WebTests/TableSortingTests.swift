import Testing

@testable import Web

@Suite("Tables as CSV")
struct TableSortingTests {
  @Test(
    "CSV has the columns with a name, numbers without commas, and nothing where there is no value"
  )
  func csv() {
    let table = PageTable(
      caption: "",
      columns: [
        .init("#", isNumeric: true, key: "rank"), .init("Name", key: "name"), .init("See"),
        .init("Share", isNumeric: true, key: "share"),
      ],
      rows: [
        [.count(1), .init("Example, \"Inc\""), .init("see"), .number(0.125, NumberText.percent)],
        [.count(1_234), .init(nil), .init("see"), .number(nil, NumberText.percent)],
      ]
    )
    #expect(
      table.csv
        == "rank,name,share\r\n1,\"Example, \"\"Inc\"\"\",0.125\r\n1234,,\r\n"
    )
  }
}
