import Simulation
import Testing
import Wire

@Suite("Simulated headers")
struct FrameBuilderTests {
  static let maximumSegmentSize: [UInt8] = [2, 4, 0x05, 0xB4]
  static let windowsOptions = maximumSegmentSize + [1, 3, 3, 8, 1, 1, 4, 2]

  @Test("Mirai's sequence number is its destination, and one process has one port and window")
  func mirai() throws {
    for name in ["Mirai", "Mirai variant"] {
      let frames = try #require(try SimulatedFrame.small()[name])
      #expect(frames.count > 50)
      #expect(frames.allSatisfy { $0.sequenceNumber == $0.destination })
      #expect(frames.allSatisfy { $0.flags == 0x02 && $0.timeToLive < 64 && $0.timeToLive > 32 })
      #expect(frames.allSatisfy { $0.options.isEmpty == (name == "Mirai") })
      let processes = Dictionary(grouping: frames, by: \.packet.process).values
      #expect(processes.contains { $0.count > 1 })
      #expect(
        processes.allSatisfy {
          Set($0.map { UInt32($0.sourcePort) << 16 | UInt32($0.window) }).count == 1
        }
      )
      #expect(processes.allSatisfy { Set($0.map(\.source)).count == 1 })
    }
  }

  @Test("ZMap before 4.1.0 has identification 54321 in all it sends and no TCP options")
  func oldZMap() throws {
    let frames = try #require(try SimulatedFrame.small()["Old ZMap"])
    #expect(Set(frames.map(\.ipProtocol)) == [1, 6, 17])
    #expect(frames.allSatisfy { $0.identification == 54321 && $0.timeToLive > 200 })
    #expect(frames.allSatisfy { !$0.isDontFragment })
    let probes = frames.filter { $0.ipProtocol == 6 }
    #expect(probes.allSatisfy { $0.window == 65535 && $0.options.isEmpty })
  }

  @Test("ZMap since 4.1.0 has Windows' options without its flag")
  func newZMap() throws {
    let frames = try #require(try SimulatedFrame.small()["New ZMap"])
    #expect(frames.count > 50)
    #expect(frames.allSatisfy { $0.options == Self.windowsOptions && $0.window == 65535 })
    #expect(frames.allSatisfy { !$0.isDontFragment && $0.timeToLive > 200 })
    #expect(frames.allSatisfy { $0.identification != 54321 })
  }

  @Test(
    "masscan's identification is made of target and sequence number",
    arguments: [("Old masscan", 1024, []), ("New masscan", 1025, maximumSegmentSize)]
  )
  func masscan(_ name: String, _ window: UInt16, _ options: [UInt8]) throws {
    let frames = try #require(try SimulatedFrame.small()[name])
    #expect(frames.count > 50)
    for frame in frames {
      let made = (frame.destination ^ UInt32(frame.destinationPort) ^ frame.sequenceNumber) & 0xFFFF
      #expect(UInt32(frame.identification) == made)
      #expect(frame.window == window && frame.options == options && frame.timeToLive > 200)
    }
  }

  @Test("nmap has window 1024, one option, a random time to live, and one sequence number a run")
  func nmap() throws {
    let frames = try #require(try SimulatedFrame.small()["nmap"])
    #expect(frames.count > 50)
    #expect(frames.allSatisfy { $0.window == 1024 && $0.options == Self.maximumSegmentSize })
    #expect(frames.allSatisfy { (37...59).contains($0.timeToLive) })
    let runs = Dictionary(grouping: frames, by: \.packet.process).values
    #expect(runs.contains { $0.count > 1 })
    #expect(runs.allSatisfy { Set($0.map(\.sequenceNumber)).count == 1 })
    #expect(runs.allSatisfy { Set($0.map(\.sourcePort)).count == 1 })
  }

  @Test("Ordinary stacks have the options and time to live of Linux and Windows")
  func stacks() throws {
    let frames = try SimulatedFrame.small()
    let linux = try #require(frames["Password guessing"])
    #expect(linux.allSatisfy { $0.window == 64240 && $0.isDontFragment && $0.timeToLive < 64 })
    // Kinds 2-4-8-1-3 at their offsets.
    #expect(linux.allSatisfy { [0, 4, 6, 16, 17].map($0.options.item) == [2, 4, 8, 1, 3] })
    let windows = try #require(frames["Windows worms"])
    #expect(windows.allSatisfy { $0.options == Self.windowsOptions && $0.window == 64240 })
    #expect(windows.allSatisfy { $0.isDontFragment && (64..<128).contains($0.timeToLive) })
  }

  @Test("Backscatter is an answer, and a router's message quotes the packet the sensor never sent")
  func backscatter() throws {
    let frames = try #require(try SimulatedFrame.small()["Victims of floods"])
    for frame in frames {
      switch frame.packet.traffic {
      case .synAck:
        #expect(frame.flags == 0x12 && [80, 443].contains(frame.sourcePort))
      case .reset:
        #expect(frame.flags == 0x14 && [80, 443].contains(frame.sourcePort))
      case .echoReply:
        #expect(frame.bytes[34] == 0)
      case .unreachable:
        #expect(frame.bytes[34] == 3 && frame.bytes[35] == 1)
        #expect(frame.uint32(42 + 12) == frame.destination)
        #expect(frame.uint32(42 + 16) == frame.packet.host.rawValue)
        #expect(frame.onesComplementSum(42..<62) == 0xFFFF)
      default:
        Issue.record("\(frame.packet.traffic) is no answer")
      }
    }
    #expect(Set(frames.map(\.packet.traffic)) == [.synAck, .reset, .echoReply, .unreachable])
  }

  @Test("Lengths, addresses and checksums of every frame are right")
  func checksums() throws {
    for frame in try SimulatedFrame.small().values.joined() {
      let end = 14 + frame.totalLength
      #expect(frame.bytes.count == max(60, end))
      #expect(frame.source == frame.packet.source.rawValue)
      #expect(frame.onesComplementSum(14..<34) == 0xFFFF)
      switch frame.ipProtocol {
      case 1: #expect(frame.onesComplementSum(34..<end) == 0xFFFF)
      case 6, 17:
        let length = UInt32(end - 34)
        let addresses = frame.onesComplementSum(26..<34)
        let sum = frame.onesComplementSum(
          34..<end,
          plus: addresses + UInt32(frame.ipProtocol) + length
        )
        #expect(sum == 0xFFFF)
      default: #expect(frame.ipProtocol == 47 && frame.uint16(36) == 0x0800)
      }
      if frame.ipProtocol == 17 { #expect(Int(frame.uint16(38)) == end - 34) }
    }
  }

  @Test("A SIP scanner asks for options")
  func sessionInitiation() throws {
    let frame = try #require(try SimulatedFrame.small()["SIP scanners"]?.first)
    #expect(String(decoding: frame.bytes[42..<50], as: UTF8.self) == "OPTIONS ")
  }
}

extension [UInt8] {
  /// An element, as a function.
  fileprivate func item(_ index: Int) -> UInt8 { self[index] }
}
