import Schema
import Testing

@testable import Fingerprint

@Suite("Rule files (docs/formats/rules.md)")
struct RuleParserTests {
  /// A sound rule of six lines, of which a test changes or adds some.
  private static func rule(
    valid: String = "2024-01-01 .. 2025-01-01",
    applies: String = "applies tcp-syn",
    _ lines: String...
  ) -> String {
    """
    rule test
      name a test
      valid \(valid)
      source RFC 9293
      class scan
      \(applies)
      \(lines.joined(separator: "\n  "))
    """
  }

  private static func error(of text: String) -> String? {
    do {
      _ = try RuleSet(text: text, file: "my.rules")
      return nil
    } catch {
      return error.description
    }
  }

  @Test("A rule keeps what its lines say")
  func sound() throws {
    let text = "# a comment\n\n" + Self.rule("when window == 512 # hping3's", "packets 3")
    let rules = try RuleSet(text: text, file: "my.rules")
    let rule = try #require(rules.rules.first)
    #expect(rules.rules.count == 1 && rules.tags.count == 1 && rules.tagBits == [0])
    #expect(rule.id == "test" && rule.name == "a test" && rule.source == "RFC 9293")
    #expect(rule.validFrom == CivilDay("2024-01-01")?.start)
    #expect(rule.validUntil == CivilDay("2025-01-01")?.start)
    #expect(rule.trafficClass == .scan && rule.packets == 3)
    #expect(rule.condition == "tcp-syn, window == 512")
    #expect(
      rule.reason
        == "a test: tcp-syn, window == 512; 3 packets of a source; RFC 9293"
    )
  }

  @Test("Lines may end as Windows ends them")
  func carriageReturns() throws {
    let text = Self.rule("when window == 512").split(separator: "\n").joined(separator: "\r\n")
    #expect(try RuleSet(text: text, file: "my.rules").rules.map(\.id) == ["test"])
    #expect(Self.error(of: text + "\r\n  when ttl == 1")?.hasPrefix("my.rules, line 8: ") == true)
  }

  @Test("Open ends of validity are without bound")
  func openValidity() throws {
    let rules = try RuleSet(text: Self.rule(valid: "..", "when window == 1"), file: "my.rules")
    #expect(rules.rules[0].validFrom == .min && rules.rules[0].validUntil == .max)
  }

  /// The line that is added is the seventh.
  @Test(
    "A condition that is wrong or nonsense is refused with its line",
    arguments: [
      ("when ttl == 1", "unknown field `ttl`; fields are acknowledgement, destination,"),
      ("when window", "`window` has no comparison; use == != >= <= > < or in"),
      ("when", "a condition is missing"),
      ("when window == 65536", "`65536` is more than window can be, which is 65535"),
      ("when timeToLive > 255", "`timeToLive > 255`: nothing is greater than 255"),
      ("when timeToLive > 300", "`300` is more than timeToLive can be, which is 255"),
      ("when timeToLive < 0", "nothing is smaller than 0"),
      ("when timeToLive in 9..3", "`timeToLive in 9..3`: the range is empty"),
      ("when timeToLive in 1..2..3", "`in` takes LOW..HIGH"),
      ("when timeToLive == x9", "unknown field `x9`"),
      ("when timeToLive == -1", "`-1` is no number of 32 bits"),
      ("when timeToLive == 0xZZ", "`0xZZ` is no number of 32 bits"),
      ("when sequence == 4294967296", "`4294967296` is no number of 32 bits"),
      ("when tcpFlags & 0x12 == 0x14", "`0x14` is more than tcpFlags & 0x12 can be, which is 18"),
      ("when tcpFlags & 0x02 == 0x01", "the mask clears bits of 0x01"),
      ("when tcpFlags & 0x7000 == 0", "the mask leaves nothing to compare"),
      ("when protocol == 256", "`256` is more than protocol can be, which is 255"),
      ("when dontFragment == 2", "`2` is more than dontFragment can be, which is 1"),
      ("when protocol ^ window == 1", "cannot be combined with ^"),
      ("when sequence > destination", "two fields are compared with == or !="),
      ("when a ^ b ^ c == 1", "unknown field `a`"),
      (
        "when source ^ destination ^ sequence ^ window ^ ports == 0",
        "a comparison takes at most four fields"
      ),
      ("when destinationSwapped == 1", "destinationSwapped is for `constant` only"),
      ("when optionKinds == 2-15", "`2-15`: option kinds are up to eight numbers below 15"),
      ("when optionKinds == 1-1-1-1-1-1-1-1-1", "option kinds are up to eight numbers below 15"),
      ("when optionKinds > 2", "`none` and option kinds are compared with == or !="),
      ("when windowScale > none", "`none` and option kinds are compared with == or !="),
      ("when window == none", "only TCP options can be `none`"),
      ("when targetPort in 23,x", "`x` is no port"),
      ("when targetPort in 23,", "`` is no port"),
      ("when targetPort in 23,65536", "`65536` is no port"),
      ("when targetPort in 1,2 and targetPort in 2,3", "a condition takes one list of ports"),
      ("packets 0", "`packets` takes a number from 1 to 255, not 0"),
      ("packets many", "`packets` takes a number from 1 to 255, not many"),
      ("packets 256", "`packets` takes a number from 1 to 255, not 256"),
      ("class attack", "`attack` is no class; classes are scan, backscatter,"),
      ("applies sctp", "`applies` takes one of any, ipv4, tcp,"),
      ("match everything", "`match` takes known-scanner or special-purpose, not everything"),
      ("valid 2024-01-01", "`valid` takes two dates with .. between: `2024-03-21 ..`"),
      ("valid 2024-01-01 2024-02-01 ..", "`valid` takes two dates"),
      ("valid .. 2024-01-01 2024-02-01", "`valid` takes two dates"),
      ("valid 2024-02-30 ..", "`2024-02-30` is no day; write it as 2024-03-21"),
      ("valid 2024-02-01 .. 2024-01-01", "`valid` ends before it begins"),
      ("name again", "`name` stands twice in the rule test; keep one"),
      ("applies tcp", "`applies` stands twice in the rule test; keep one"),
      ("color red", "unknown word `color`; a rule has name, valid, source,"),
    ] as [(String, String)]
  )
  func wrongLines(_ line: String, _ message: String) throws {
    let error = try #require(Self.error(of: Self.rule(line)))
    #expect(error.hasPrefix("my.rules, line 7: "))
    #expect(error.contains(message))
  }

  @Test(
    "What does not fit together is refused with the rule's first line",
    arguments: [
      ([], "the rule test has no `when`"),
      (["when payload0 == 1"], "payload0 to payload12 are UDP's; add `applies udp`"),
      (["match bogon"], "`match` takes"),
      (["match known-scanner"], "`match` stands without applies, when, trait and constant"),
      (["when window == 1", "trait window == 2"], "`trait` spares a packet its company"),
      (["when window == 1", "constant sequence ^ destination"], "is seen over `packets` from 2"),
    ] as [([String], String)]
  )
  func wrongRules(_ lines: [String], _ message: String) throws {
    let text = Self.rule(lines.joined(separator: "\n  "))
    let error = try #require(Self.error(of: text))
    #expect(error.contains(message))
    #expect(error.hasPrefix(lines == ["match bogon"] ? "my.rules, line 7: " : "my.rules, line 1: "))
  }

  @Test(
    "A rule without one of its words is refused",
    arguments: [
      "name", "valid", "source", "applies",
    ]
  )
  func missingWords(_ word: String) throws {
    let lines = Self.rule("when window == 1").split(separator: "\n").filter {
      !$0.hasPrefix("  \(word)")
    }
    let error = try #require(Self.error(of: lines.joined(separator: "\n")))
    #expect(error == "my.rules, line 1: the rule test has no `\(word)`")
  }

  @Test("An untagged rule without a class says nothing")
  func saysNothing() throws {
    let text = Self.rule("when window == 1", "untagged").replacing("  class scan\n", with: "")
    #expect(Self.error(of: text)?.contains("untagged and without `class`") == true)
  }

  @Test("Lines before the first rule and a second rule of a name are refused")
  func structure() {
    for text in ["rule", "rule two words"] {
      #expect(Self.error(of: text) == "my.rules, line 1: a rule has one name: `rule NAME`")
    }
    #expect(
      Self.error(of: "name x") == "my.rules, line 1: `name` stands before the first `rule NAME`"
    )
    let twice = Self.rule("when window == 1") + "\nrule test"
    #expect(
      Self.error(of: twice)
        == "my.rules, line 8: the rule test is there already; give it another name"
    )
  }

  @Test("A set holds at most 64 tags and 2 constants")
  func limits() {
    func rules(_ count: Int, _ lines: String) -> String {
      (0..<count).map {
        Self.rule("when window == 1", lines).replacing("rule test", with: "rule r\($0)")
      }.joined(separator: "\n")
    }
    #expect(Self.error(of: rules(64, "")) == nil)
    #expect(
      Self.error(of: rules(65, ""))
        == "my.rules, line 1: 65 rules with tags; at most 64 can be told apart"
    )
    #expect(Self.error(of: rules(65, "untagged")) == nil)
    #expect(Self.error(of: rules(2, "constant sequence\npackets 2")) == nil)
    #expect(
      Self.error(of: rules(3, "constant sequence\npackets 2"))?.contains("at most 2 can be") == true
    )
  }

  @Test("A damaged rule file is refused or read, and never traps")
  func damage() {
    let text = Array(String(decoding: PackageResources.default_rules, as: UTF8.self))
    var refused = 0
    for position in stride(from: 0, to: text.count, by: 251) {
      for damage in ["", " ", "\n", "^", "9", "é", ".. ", "=="] {
        let damaged = String(text[..<position]) + damage + String(text[(position + 1)...])
        guard let error = Self.error(of: damaged) else { continue }
        refused += 1
        #expect(error.hasPrefix("my.rules, line "))
      }
    }
    #expect(refused > 50)
  }
}
