import Capture
import Testing
import Wire

@Suite("Conformance with the reference decodes")
struct CaptureConformanceTests {
  /// How a capture's frames differ from the reference's rows, and why that is right.
  enum Difference: String {
    /// The link type is unknown to the reference program and not our reader's business.
    case readsOn = "the reference refuses the link type; frames are read whatever it is"
    /// The fraction of the second has more digits than its field; the reference prints them
    /// behind the decimal point as they are.
    case fraction = "a fraction of a second or more is added to the seconds, with a warning"
    /// The reference counts four bytes of ATM pseudo-header as no part of the frame.
    case pseudoHeader = "the reference takes the ATM pseudo-header off both lengths"
    /// A frame 584,542 years after 1970: the 64 bits of microseconds are nearly all set.
    case range = "a time that Int64 nanoseconds cannot hold is the latest they can, with a warning"
  }

  /// Every difference; a capture that is not listed must agree in every row.
  static let differences: [String: Difference] = [
    "the-tcpdump-group+libpcap__filter_brcm-tag-stp.pcap": .readsOn,
    "the-tcpdump-group+libpcap__filter_brcm-tag.pcap": .readsOn,
    "the-tcpdump-group+libpcap__filter_dsa.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__brcm-tag-prepend.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__brcm-tag.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__dsa-high-vid.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__edsa.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__frf16_magic_ie-oobr.pcap": .readsOn,
    "the-tcpdump-group+tcpdump__timestamp_invalid_micro.pcap": .fraction,
    "the-tcpdump-group+tcpdump__timestamp_invalid_nano.pcap": .fraction,
    "the-tcpdump-group+tcpdump__atm-heapoverflow.pcap": .pseudoHeader,
    "seladb+PcapPlusPlus__Pcap++Test_PcapExamples_pcapng-example.pcapng": .range,
  ]

  /// The columns of a row that the reader answers for: ts_ns, caplen, len.
  struct Row: Equatable {
    var timestamp: Int64
    var captured: Int
    var original: Int
  }

  // The reference captures are not part of the project.
  @Test(
    "Every row of the reference has the same number, time and lengths",
    .enabled(if: ReferenceData.isPresent, "the reference data is not there"),
    arguments: ReferenceData.names(in: "open/captures")
  )
  func agrees(name: String) throws {
    let reading = Reading("\(ReferenceData.folder)/open/captures/\(name)")
    let rows = reading.records.map {
      Row(timestamp: $0.timestamp, captured: $0.bytes.count, original: Int($0.originalLength))
    }
    let (expected, isRefused) = try reference(of: name)
    switch CaptureConformanceTests.differences[name] {
    case nil:
      #expect(rows == expected)
      let isCut = reading.warnings.contains { $0.subject == .cut }
      #expect((reading.error != nil || isCut) == isRefused)
    case .readsOn:
      #expect(expected.isEmpty && isRefused)
      #expect(!rows.isEmpty && reading.error == nil)
    case .fraction:
      #expect(rows.count == expected.count && rows.first == expected.first)
      #expect(reading.warnings.map(\.subject) == [.timestamp])
    case .range:
      #expect(rows == expected)
      #expect(reading.warnings.map(\.subject) == [.timestamp])
    case .pseudoHeader:
      #expect(rows.map { $0.captured - 4 } == expected.map(\.captured))
      #expect(rows.map { $0.original - 4 } == expected.map(\.original))
      #expect(rows.map(\.timestamp) == expected.map(\.timestamp))
    }
  }

  @Test(
    "All 356 captures are compared",
    .enabled(if: ReferenceData.isPresent, "the reference data is not there")
  )
  func countsCaptures() {
    #expect(ReferenceData.names(in: "open/captures").count == 356)
  }

  // Inputs that crashed other parsers; each is read as a capture, whatever it is.
  @Test(
    "Every fuzz input is read to its end or to an error",
    .enabled(if: ReferenceData.isPresent, "the reference data is not there"),
    arguments: ReferenceData.names(in: "open/fuzz")
  )
  func endsFuzz(name: String) throws {
    let path = "\(ReferenceData.folder)/open/fuzz/\(name)"
    let reading = Reading(path)
    let size = try TemporaryFolder.bytes(of: path).count
    #expect(reading.records.reduce(0) { $0 + $1.bytes.count } <= size)
    if let error = reading.error {
      #expect(error.description.hasPrefix(path))
      #expect(error.description.hasSuffix("."))
    }
  }

  private func reference(of name: String) throws -> (rows: [Row], isRefused: Bool) {
    let bytes = try TemporaryFolder.bytes(of: "\(ReferenceData.folder)/open/expected/\(name).tsv")
    var rows: [Row] = []
    var isRefused = false
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst() {
      if line.hasPrefix("#rc=") {
        isRefused = true
        continue
      }
      let cells = line.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
      #expect(Int(cells[0]) == rows.count + 1)
      rows.append(
        Row(
          timestamp: try cells[1].isEmpty ? Frame.noTimestamp : timestamp(cells[1]),
          captured: try #require(Int(cells[2])),
          original: try #require(Int(cells[3]))
        )
      )
    }
    return (rows, isRefused)
  }

  /// A number of nanoseconds; one above what `Int64` holds is the highest that it holds.
  private func timestamp(_ text: Substring) throws -> Int64 {
    let value = try #require(Int128(text))
    return Int64(clamping: value)
  }
}
