import Testing

@testable import Reporting

@Suite("JSON value")
struct JSONValueTests {
  @Test("Members are sorted, numbers are short, and nothing else stands between")
  func form() {
    let value: JSONValue = ["b": [1, 2.5, nil, true], "a": "x"]
    #expect(value.text == #"{"a":"x","b":[1,2.5,null,true]}"#)
  }

  @Test("Text is escaped, and controls that XML cannot hold are replaced")
  func escapes() {
    let value: JSONValue = "a\"\\\n\u{1}é海"
    #expect(value.text == "\"a\\\"\\\\\\n\u{FFFD}é海\"")
  }

  @Test("A number that JSON cannot write is null", arguments: [Double.nan, .infinity])
  func odd(number: Double) {
    #expect(JSONValue(number) == .null)
  }
}
