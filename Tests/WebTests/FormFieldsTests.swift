import Testing

@testable import Web

@Suite("Fields of queries and forms")
struct FormFieldsTests {
  @Test("Plus and percent signs are read as browsers write them")
  func decoding() throws {
    let fields = try FormFields("name=a+b%2Fc&tag=%E6%9D%B1&empty=&lone&tag=two")
    #expect(fields["name"] == "a b/c")
    #expect(fields.all("tag") == ["東", "two"])
    #expect(fields["empty"] == nil && fields["lone"] == nil)
    #expect(fields.names == ["name", "tag"])
  }

  @Test(
    "What is no text is refused",
    arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=%00", "a=%0D%0ASet-Cookie:x", "%C3=1"]
  )
  func refusals(text: String) {
    let error = #expect(throws: WebError.self) { try FormFields(text) }
    #expect(error?.status == 400)
  }

  @Test("More than a hundred fields are no form")
  func many() {
    let text = (0...FormFields.most).map { "a\($0)=1" }.joined(separator: "&")
    #expect(throws: WebError.self) { try FormFields(text) }
  }

  @Test("A query that is written is read again as it was")
  func writing() throws {
    let fields = try FormFields("port=23/TCP&note=a%26b%3D%22c%22+%E6%9D%B1&lang=ja")
    let query = fields.query(without: ["lang"], adding: [("region", "BR,CN")])
    #expect(query == "port=23/TCP&note=a%26b%3D%22c%22%20%E6%9D%B1&region=BR,CN")
    #expect(try FormFields(query)["note"] == "a&b=\"c\" 東")
  }
}
