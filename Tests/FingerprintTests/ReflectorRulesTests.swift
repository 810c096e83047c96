import Schema
import Testing
import Wire

@testable import Fingerprint

@Suite("UDP to and from reflectors is told apart by the shape of its payload")
struct ReflectorRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var port: UInt16
    var payload: [UInt8]
    var testDescription: String { name }

    init(_ name: String, _ port: UInt16, _ payload: [UInt8]) {
      (self.name, self.port, self.payload) = (name, port, payload)
    }

    init(_ name: String, _ port: UInt16, _ text: String) {
      self.init(name, port, Array(text.utf8))
    }

    /// A text behind memcached's frame header of eight bytes.
    static func memcached(_ name: String, _ text: String) -> Case {
      Case(name, 11211, [0, 1, 0, 0, 0, 1, 0, 0] + Array(text.utf8))
    }
  }

  private static let community: [UInt8] = [4, 6] + Array("public".utf8)

  static let requests: [Case] = [
    Case("DNS query", 53, [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 255, 0, 1]),
    Case("NTP monlist", 123, [0x17, 0, 3, 0x2A, 0, 0, 0, 0]),
    Case("NTP control request", 123, [0x16, 2, 0, 1, 0, 0, 0, 0]),
    Case("SSDP search", 1900, "M-SEARCH * HTTP/1.1"),
    .memcached("memcached statistics", "stats\r\n"),
    .memcached("memcached gets", "gets a\r\n"),
    .memcached("memcached get", "get a\r\n"),
    Case("SNMP", 161, [0x30, 0x29, 2, 1, 1] + community + [0xA5]),
    Case("CLDAP", 389, [0x30, 0x84, 0, 0, 0, 0x2D, 2, 1, 7, 0x63]),
    Case("chargen", 19, [0]), Case("QOTD", 17, [10]), Case("portmap", 111, [1, 2, 3, 4]),
    Case("WS-Discovery", 3702, "<?xml"), Case("Source engine", 27015, [255, 255, 255, 255, 84]),
    Case("TFTP", 69, [0, 1, 97, 0]), Case("Ubiquiti", 10001, [1, 0, 0, 0]),
  ]

  static let answers: [Case] = [
    Case("DNS answer", 53, [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0]),
    Case("NTP server", 123, [0x24, 1, 0, 0xE8]),
    Case("NTP control answer", 123, [0x16, 0x82, 0, 1]),
    Case("NTP monlist answer", 123, [0xD7, 0, 3, 0x2A]),
    Case("SSDP answer", 1900, "HTTP/1.1 200 OK"),
    .memcached("memcached statistics", "STAT pid 1"),
    .memcached("memcached value", "VALUE a 0 1"),
    Case("CLDAP entry", 389, [0x30, 0x84, 0, 0, 0, 0x2D, 2, 1, 7, 0x64, 0x84]),
    Case("SNMP answer", 161, [0x30, 0x29, 2, 1, 1] + community + [0xA2, 0x1C]),
    Case("long SNMP answer", 161, [0x30, 0x82, 5, 0, 2, 1, 1] + community + [0xA2, 0x82]),
  ]

  /// What has the port and not the shape of a request.
  static let noRequests: [Case] = [
    Case("DNS answer", 53, [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0]),
    Case("DNS without a question", 53, [0x12, 0x34, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    Case("NTP client", 123, [0x23, 0, 0, 0]),
    Case("NTP monlist answer", 123, [0x97, 0, 3, 0x2A]),
    Case("NTP control answer", 123, [0x16, 0x82, 0, 1]),
    Case("SSDP notification", 1900, "NOTIFY * HTTP/1.1"),
    .memcached("memcached set", "set a 0 0 1\r\n"),
    Case("memcached without its frame header", 11211, "stats\r\n"),
    Case("no BER in SNMP's port", 161, [0x31, 0x29]),
    Case("nothing to chargen", 19, []),
    Case("a port of no reflector", 18, [1]),
  ]

  /// What has the port and not the shape of an answer.
  static let noAnswers: [Case] = [
    Case("DNS query", 53, [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    Case("DNS answer of eleven bytes", 53, [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 9, 0, 0, 0]),
    Case("NTP client", 123, [0xE3, 0, 0, 0]), Case("NTP monlist", 123, [0x17, 0, 3, 0x2A]),
    Case("SSDP search", 1900, "M-SEARCH"), .memcached("memcached get", "get a"),
    Case("CLDAP search", 389, [0x30, 0x84, 0, 0, 0, 0x2D, 2, 1, 7, 0x63, 0x84]),
    Case("SNMP request", 161, [0x30, 0x29, 2, 1, 1] + community + [0xA0, 0x1C]),
    Case("empty", 53, []),
  ]

  private static func verdict(_ udp: [UInt8]) throws -> Verdict {
    Verdict(ProbeFrame.ipv4(.udp, udp), by: try RuleSet.standard())
  }

  @Test("A request to a reflector's port is an amplification request", arguments: requests)
  func isRequest(_ datagram: Case) throws {
    let verdict = try Self.verdict(ProbeFrame.udp(to: datagram.port, datagram.payload))
    #expect(verdict.strong == ["amplification-request"])
    #expect(verdict.trafficClass == .amplificationRequest)
  }

  @Test("Anything else to a reflector's port is a probe", arguments: noRequests)
  func isNoRequest(_ datagram: Case) throws {
    let verdict = try Self.verdict(ProbeFrame.udp(to: datagram.port, datagram.payload))
    #expect(verdict.strong == [])
    #expect(verdict.trafficClass == .scan)
  }

  @Test("An answer from a reflector's port is backscatter", arguments: answers)
  func isAnswer(_ datagram: Case) throws {
    let verdict = try Self.verdict(ProbeFrame.udp(from: datagram.port, datagram.payload))
    #expect(verdict.strong == ["backscatter-udp"])
    #expect(verdict.trafficClass == .backscatter)
  }

  @Test("Anything else from a reflector's port is a probe", arguments: noAnswers)
  func isNoAnswer(_ datagram: Case) throws {
    let verdict = try Self.verdict(ProbeFrame.udp(from: datagram.port, datagram.payload))
    #expect(verdict.strong == [])
    #expect(verdict.trafficClass == .scan)
  }
}
