import Foundation
import NIOCore
import Schema

/// Readings as server-sent events (WHATWG HTML, section 9.2), each thing when it has changed.
struct LiveEvents: AsyncSequence, Sendable {
  typealias Element = ByteBuffer

  /// The event `packets`.
  private struct Packets: Encodable {
    var day: String
    var packets: UInt64
    var time: String
  }

  /// The event `sensors`.
  private struct Sensors: Encodable {
    var known: Int
    var listening: Int
    var time: String
  }

  /// Something is sent in each such time, so that proxies and we see that the other end is there.
  private static let heartbeat: Int64 = 15_000_000_000

  let readings: AsyncStream<LiveReading>
  /// The sensors that are told of; nil for all.
  let sensors: Set<String>?
  /// How many of them there are.
  let known: Int
  /// When the stream ends, in nanoseconds since 1970.
  let end: Int64

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(events: self, readings: readings.makeAsyncIterator())
  }

  /// Writes each reading.
  struct AsyncIterator: AsyncIteratorProtocol {
    private let events: LiveEvents
    private var readings: AsyncStream<LiveReading>.AsyncIterator
    private var former: LiveReading?
    private var sent: Int64?

    fileprivate init(events: LiveEvents, readings: AsyncStream<LiveReading>.AsyncIterator) {
      self.events = events
      self.readings = readings
    }

    @concurrent
    mutating func next() async throws -> ByteBuffer? {
      guard sent != nil else {
        sent = 0
        return ByteBuffer(string: "retry: 5000\n\n")
      }
      while let reading = await readings.next(), reading.time < events.end {
        var text = try events.text(reading, after: former)
        former = reading
        if text.isEmpty, reading.time - (sent ?? 0) >= LiveEvents.heartbeat {
          text = ": still here\n\n"
        }
        guard !text.isEmpty else { continue }
        sent = reading.time
        return ByteBuffer(string: text)
      }
      return nil
    }
  }

  /// The events of what is other than before.
  fileprivate func text(_ reading: LiveReading, after former: LiveReading?) throws -> String {
    let time = "\(UTCTime(nanoseconds: reading.time / 1_000_000_000 * 1_000_000_000))"
    let packets = reading.packets(of: sensors)
    let listening = reading.listening(of: sensors)
    var text = ""
    if former?.packets(of: sensors) != packets || former?.day != reading.day {
      let event = Packets(day: "\(reading.day)", packets: packets, time: time)
      text += try Self.event("packets", reading.time, event)
    }
    if former?.listening(of: sensors) != listening {
      let event = Sensors(known: known, listening: listening, time: time)
      text += try Self.event("sensors", reading.time, event)
    }
    return text
  }

  private static func event(
    _ name: String,
    _ time: Int64,
    _ value: some Encodable
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = String(decoding: try encoder.encode(value), as: UTF8.self)
    return "event: \(name)\nid: \(time / 1_000_000)\ndata: \(data)\n\n"
  }
}
