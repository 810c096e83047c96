import Testing

@testable import Store

@Suite("What a ClickHouse server says")
struct ServerMessageTests {
  @Test("An old server's trace is left out")
  func old() {
    let message = ServerMessage(
      """
      Code: 60, e.displayText() = DB::Exception: Table default.x doesn't exist., e.what() = DB::Exception

      """,
      code: nil
    )
    #expect(message.code == 60)
    #expect(message.sentence == "Table default.x doesn't exist")
  }

  @Test("A node's sentence is taken out of its caller's")
  func nested() {
    let message = ServerMessage(
      """
      Code: 279. DB::Exception: Received from n:9000. DB::Exception: All tries failed:
       Stack trace:

      0. DB::f() (version 26.9.2.1 (official build))
      """,
      code: "279"
    )
    #expect(message.code == 279)
    #expect(message.sentence == "All tries failed:")
  }

  @Test("A text of another program is shown as it is, in one line and cut")
  func other() {
    let message = ServerMessage(
      "<html>\n  <b>no</b>" + String(repeating: "x", count: 1000),
      code: nil
    )
    #expect(message.code == 0)
    #expect(message.sentence.hasPrefix("<html> <b>no</b>xxx"))
    #expect(message.sentence.count == 401)
    #expect(ServerMessage("", code: nil).sentence == "it gave no reason")
  }
}
