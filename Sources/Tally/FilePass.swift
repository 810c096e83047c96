import Capture
import Schema
import Wire

/// One capture on its way through a pass: which sensor each interface is, and when it listened.
struct FilePass: ~Copyable {
  private struct Interface {
    var sensor: UInt32
    var linkType: LinkType
    var first = Int64.max
    var last = Int64.min
  }

  private let input: TallyInput
  private let serial: UInt32
  private let shares: TallyShares
  private var interfaces: [Interface] = []

  init(input: TallyInput, serial: UInt32, shares: TallyShares) {
    self.input = input
    self.serial = serial
    self.shares = shares
  }

  /// Reads the capture to its end, or to its fault, and notes what it told.
  mutating func read(into pass: inout CountingPass, progress: (Int64) -> Void) {
    pass.begin(file: serial)
    do {
      var reader = try CaptureReader(path: input.path)
      var fault: String?
      do {
        try readFrames(of: &reader, into: &pass, progress: progress)
      } catch {
        fault = error.description
      }
      pass.finishFile()
      shares.finish(
        observations(reader.statistics),
        warnings: reader.warnings.map(\.description),
        fault: fault
      )
    } catch {
      shares.finish([], warnings: [], fault: error.description)
    }
  }

  private mutating func readFrames(
    of reader: inout CaptureReader,
    into pass: inout CountingPass,
    progress: (Int64) -> Void
  ) throws(CaptureError) {
    var frames = FrameBatch()
    var reported: Int64 = 0
    while try reader.read(into: &frames) {
      if interfaces.count < reader.interfaces.count { addInterfaces(reader.interfaces) }
      reader.withBytes { bytes in
        // The span once, not the batch's subscript, which copies the batch for each frame.
        let window = frames.frames.span
        var index = 0
        while index < frames.count {
          index = take(window, from: index, count: frames.count, bytes, into: &pass)
        }
      }
      if reader.bytesRead - reported > 1 << 22 {
        progress(shares.advance(reader.bytesRead - reported))
        reported = reader.bytesRead
      }
    }
    progress(shares.advance(reader.bytesRead - reported))
    // A capture without a frame still says who listened and when: silence is no outage.
    if interfaces.count < reader.interfaces.count { addInterfaces(reader.interfaces) }
  }

  /// Takes the frames of one interface that follow each other.
  ///
  /// - Returns: The place of the first frame of another interface, or the count.
  @inline(__always)
  private mutating func take(
    _ window: Span<Frame>,
    from start: Int,
    count: Int,
    _ bytes: RawSpan,
    into pass: inout CountingPass
  ) -> Int {
    let number = Int(window[start].interface)
    var end = start + 1
    if interfaces.count == 1 {
      end = count
    } else {
      while end < count, window[end].interface == number { end += 1 }
    }
    let times = pass.take(
      window,
      in: start..<end,
      bytes,
      linkType: interfaces[number].linkType,
      sensor: interfaces[number].sensor
    )
    interfaces[number].first = min(interfaces[number].first, times.earliest)
    interfaces[number].last = max(interfaces[number].last, times.latest)
    return end
  }

  private mutating func addInterfaces(_ all: [CaptureInterface]) {
    for interface in all.dropFirst(interfaces.count) {
      let name =
        switch input.assignment {
        case .sensor(let name): name
        case .interfaces(let otherwise): interface.name ?? otherwise
        }
      interfaces.append(
        Interface(sensor: shares.sensor(name), linkType: interface.linkType)
      )
    }
  }

  /// When each interface listened: as its statistics say, else from its first to its last frame.
  private func observations(_ statistics: [InterfaceStatistics]) -> [TallyShares.Observation] {
    interfaces.enumerated().map { index, interface in
      let own = statistics.filter { $0.interface == UInt32(index) }
      var coverage = own.compactMap { entry -> TimeRange? in
        guard let start = entry.startTime, let end = entry.endTime else { return nil }
        return TimeRange(start: start, end: end)
      }
      if coverage.isEmpty, interface.first <= interface.last {
        coverage = [TimeRange(start: interface.first, end: interface.last)]
      }
      return TallyShares.Observation(
        sensor: interface.sensor,
        coverage: coverage,
        // Every block counts from the beginning of the capture (draft-ietf-opsawg-pcapng §4.6).
        lost: own.compactMap(\.dropped).max() ?? 0
      )
    }
  }
}
