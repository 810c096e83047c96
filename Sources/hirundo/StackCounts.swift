import Capture
import Fingerprint
import Schema
import Wire

/// The SYNs of a capture by stack fingerprint.
struct StackCounts {
  private struct Count {
    var packets: UInt64 = 0
    var sources: Set<IPAddress> = []
    var first = Int64.max
    var last = Int64.min
  }

  private var counts: [StackFingerprint: Count] = [:]

  /// Counts a capture.
  ///
  /// - Returns: What the reader warned of.
  mutating func count(capture path: String) throws -> [CaptureWarning] {
    try DecodedCapture.forEachFrame(of: path) { frame in
      guard let stack = StackFingerprint(frame.packet), let source = frame.packet.source,
        let timestamp = frame.timestamp
      else { return }
      var count = counts[stack] ?? Count()
      count.packets += 1
      count.sources.insert(source)
      count.first = min(count.first, timestamp)
      count.last = max(count.last, timestamp)
      counts[stack] = count
    }
  }

  /// A row a fingerprint, most packets first.
  var rows: [ClassifiedRow] {
    counts.map { stack, count in
      ClassifiedRow(
        key: stack.description,
        packets: count.packets,
        sources: count.sources.count,
        first: count.first,
        last: count.last,
        reason: "window:option kinds:maximum segment size:window scale of the SYN"
      )
    }.sorted { ($1.packets, $0.key) < ($0.packets, $1.key) }
  }
}
