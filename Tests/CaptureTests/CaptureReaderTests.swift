import Capture
import Dispatch
import Glibc
import Testing
import Wire

@Suite("Capture reader")
struct CaptureReaderTests {
  @Test("What is no capture is refused with one sentence")
  func refuses() throws {
    let folder = try TemporaryFolder()
    let empty = try folder.file("empty", [])
    #expect(
      Reading(empty).error?.description
        == "\(empty): it is empty; give a file that a capturing program closed."
    )
    #expect(
      Reading(folder.path).error?.description
        == "\(folder.path): it is a folder; give a capture file."
    )
    let missing = "\(folder.path)/missing"
    #expect(
      Reading(missing).error?.description
        == "\(missing): it cannot be opened (No such file or directory); check the name and the "
        + "permission to read it."
    )
    let text = try folder.file("text", Array("frame 1: nothing".utf8))
    #expect(
      Reading(text).error?.description
        == "\(text) at byte 0: it begins like no pcap or pcapng capture; give a capture, plain or "
        + "compressed with gzip or zstd."
    )
  }

  @Test("Every prefix of a plain capture gives its whole frames and one warning")
  func readsPrefixes() throws {
    let folder = try TemporaryFolder()
    var pcap = CaptureBytes()
    pcap.pcapHeader()
    var pcapEnds = [24]
    var pcapng = CaptureBytes(bigEndian: true)
    pcapng.sectionHeader()
    var pcapngEnds = [28]
    pcapng.interface()
    pcapngEnds.append(pcapng.bytes.count)
    var pcapngFrames: [Int] = []
    for length in [0, 1, 5, 40] {
      pcap.record(1, 2, Array(repeating: 9, count: length))
      pcapEnds.append(pcap.bytes.count)
      pcapng.enhanced(0, 3, Array(repeating: 9, count: length))
      pcapngEnds.append(pcapng.bytes.count)
      pcapngFrames.append(pcapng.bytes.count)
    }
    for (bytes, ends, frames) in [
      (pcap.bytes, pcapEnds, Array(pcapEnds.dropFirst())),
      (pcapng.bytes, pcapngEnds, pcapngFrames),
    ] {
      for length in 0..<bytes.count {
        let reading = Reading(try folder.file("cut", bytes.prefix(length)))
        #expect(reading.records.count == frames.filter { $0 <= length }.count)
        // Inside the file header there is nothing to read: an error, and no warning.
        #expect((reading.error != nil) == (length < ends[0]))
        let isBetween = ends.contains(length) || length < ends[0]
        #expect(reading.warnings.map(\.subject) == (isBetween ? [] : [.cut]))
        if !isBetween {
          let place = try #require(ends.last { $0 <= length })
          #expect(reading.warnings.first?.details.offset == Int64(place))
          #expect(reading.warnings.first?.details.available == Int64(length - place))
        }
      }
    }
  }

  @Test(
    "Every prefix of a compressed capture gives frames and one warning",
    arguments: [".gz", ".zst"]
  )
  func readsCompressedPrefixes(ending: String) throws {
    let folder = try TemporaryFolder()
    let whole = try writtenCapture(folder, "whole\(ending)", frames: 20)
    let expected = Reading(try folder.file("again", whole)).records
    #expect(expected.count == 20)
    for length in 1..<whole.count {
      let reading = Reading(try folder.file("cut", whole.prefix(length)))
      #expect(reading.records == Array(expected.prefix(reading.records.count)))
      #expect(reading.error != nil || reading.warnings.map(\.subject) == [.cut])
      if reading.error != nil { #expect(reading.records.isEmpty) }
    }
  }

  @Test(
    "A large compressed capture that is cut gives the frames before",
    arguments: [".gz", ".zst"]
  )
  func readsLargeCut(ending: String) throws {
    let folder = try TemporaryFolder()
    let whole = try writtenCapture(folder, "whole\(ending)", frames: 20_000)
    let expected = Reading("\(folder.path)/whole\(ending)").records
    let path = try folder.file("cut", whole.prefix(whole.count * 3 / 4))
    let reading = Reading(path)
    #expect(reading.records.count > 8000)
    #expect(reading.records == Array(expected.prefix(reading.records.count)))
    #expect(reading.error == nil)
    let name = ending == ".gz" ? "gzip" : "zstd"
    #expect(
      reading.warnings.map(\.description) == [
        "\(path) at byte \(whole.count * 3 / 4): the \(name) data is cut in the middle; the frames "
          + "before the cut were read; the rest was never written or not copied."
      ]
    )
  }

  @Test("The warning of a cut says where, what is needed and what is there")
  func describesCut() throws {
    let folder = try TemporaryFolder()
    var capture = CaptureBytes()
    capture.pcapHeader()
    capture.record(1, 0, [1, 2, 3, 4])
    let path = try folder.file("a", capture.bytes.dropLast())
    #expect(
      Reading(path).warnings.map(\.description) == [
        "\(path) at byte 24: the file is cut in the middle of a record, 20 bytes are needed and 19 "
          + "there; the frames before the cut were read; the rest was never written or not copied."
      ]
    )
  }

  @Test("A hyphen is standard input, compressed or not")
  func readsStandardInput() throws {
    let folder = try TemporaryFolder()
    _ = try writtenCapture(folder, "a.zst", frames: 5)
    let saved = dup(STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    let file = unsafe open("\(folder.path)/a.zst", O_RDONLY)
    try #require(dup2(file, STDIN_FILENO) == STDIN_FILENO)
    close(file)
    let reading = Reading("-")
    #expect(reading.records.count == 5 && reading.error == nil)
  }

  @Test("Members and frames of compressed files may be concatenated", arguments: [".gz", ".zst"])
  func readsConcatenated(ending: String) throws {
    let folder = try TemporaryFolder()
    // pcapng sections may follow one another as well: the two files back to back are one capture.
    let one = try writtenCapture(folder, "a.pcapng\(ending)", frames: 3)
    let skippable: [UInt8] = [0x53, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 1]
    let between = ending == ".zst" ? skippable : []
    let reading = Reading(try folder.file("both", between + one + between + one))
    #expect(reading.records.count == 6)
    #expect(reading.interfaces.map(\.section) == [0, 1])
    #expect(reading.error == nil && reading.warnings.isEmpty)
  }

  @Test("Bytes behind a gzip member are passed over with a warning")
  func warnsOfTrailingBytes() throws {
    let folder = try TemporaryFolder()
    let whole = try writtenCapture(folder, "a.gz", frames: 3)
    let reading = Reading(try folder.file("trailing", whole + [0, 0, 0]))
    #expect(reading.records.count == 3 && reading.error == nil)
    #expect(reading.warnings.map(\.subject) == [.trailingBytes])
    #expect(reading.warnings.first?.details.offset == Int64(whole.count))
  }

  @Test(
    "Damaged compressed data is an error after the frames before it",
    arguments: [".gz", ".zst"]
  )
  func refusesDamage(ending: String) throws {
    let folder = try TemporaryFolder()
    let good = try writtenCapture(folder, "a.pcapng\(ending)", frames: 3)
    var bad = try writtenCapture(folder, "b.pcapng\(ending)", frames: 3000)
    bad[10] ^= 0xFF
    bad[bad.count / 2] ^= 0xFF
    let path = try folder.file("damaged", good + bad)
    let reading = Reading(path)
    #expect(reading.records.count >= 3)
    let error = try #require(reading.error)
    #expect(error.rule.hasSuffix(")") && error.rule.contains("data is damaged"))
  }

  @Test("A pipe is read as it is written")
  func readsPipe() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    try #require(unsafe mkfifo(pipe, 0o600) == 0)
    let bytes = try writtenCapture(folder, "a.pcap", frames: 5)
    // Byte by byte: the format is recognised and records are put together from any pieces.
    DispatchQueue(label: "pipe writer").async {
      let descriptor = unsafe open(pipe, O_WRONLY)
      for byte in bytes {
        let count = unsafe withUnsafeBytes(of: byte) { unsafe write(descriptor, $0.baseAddress, 1) }
        #expect(count == 1)
      }
      close(descriptor)
    }
    let reading = Reading(pipe)
    #expect(reading.records.count == 5 && reading.error == nil && reading.warnings.isEmpty)
  }

  @Test("A reader that is dropped early ends its decompression", arguments: [".gz", ".zst"])
  func dropsEarly(ending: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a\(ending)"
    _ = try writtenCapture(folder, "a\(ending)", frames: 20_000)
    for _ in 0..<50 {
      var reader = try CaptureReader(path: path)
      var batch = FrameBatch()
      #expect(try reader.read(into: &batch))
    }
    // The threads end on their own and close the file; they have some seconds for it.
    var waits = 0
    while openDescriptors(of: path) > 0, waits < 5000 {
      usleep(1000)
      waits += 1
    }
    #expect(openDescriptors(of: path) == 0)
  }

  @Test("Batches hold at most their capacity, and progress ends at the file's size")
  func fillsBatches() throws {
    let folder = try TemporaryFolder()
    let size = Int64(try writtenCapture(folder, "a.pcap", frames: 600).count)
    var reader = try CaptureReader(path: "\(folder.path)/a.pcap")
    var batch = FrameBatch()
    var counts: [Int] = []
    while try reader.read(into: &batch) { counts.append(batch.count) }
    #expect(counts == [256, 256, 88])
    #expect(reader.bytesRead == size && reader.byteCount == size)
    #expect(try !reader.read(into: &batch) && batch.count == 0)
  }

  /// Writes a pcapng capture of frames and gives the bytes of the file.
  private func writtenCapture(
    _ folder: borrowing TemporaryFolder,
    _ name: String,
    frames: Int
  ) throws -> [UInt8] {
    let path = "\(folder.path)/\(name)"
    let bytes = (0..<64).map { UInt8($0) }
    var writer = try PcapngWriter(path: path)
    let interface = try writer.addInterface(CaptureInterface(linkType: .raw))
    for index in 0..<frames {
      let length = 20 + index % 40
      try writer.write(
        unsafe bytes.span.bytes.extracting(0..<length),
        timestamp: Int64(index) &* 7_919_000_003,
        originalLength: UInt32(length),
        interface: interface
      )
    }
    try writer.close()
    return try TemporaryFolder.bytes(of: path)
  }

  /// How many descriptors of this process are open on a file.
  private func openDescriptors(of path: String) -> Int {
    (0..<1024).filter { descriptor in
      var target = [CChar](repeating: 0, count: 1024)
      let length = unsafe readlink("/proc/self/fd/\(descriptor)", &target, target.count)
      guard length > 0 else { return false }
      return String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        == path
    }.count
  }
}
