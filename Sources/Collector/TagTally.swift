import Schema
import Store

/// Counts tags of rows by day and source, and settles hints at the end, as questions to the store do.
///
/// Memory grows with the sources that have a tag on a day, not with packets.
struct TagTally {
  private struct Key: Hashable {
    var tag: Int32
    var day: Int32
    var source: UInt128
  }

  private struct Source: Hashable {
    var tag: Int32
    var source: UInt128
  }

  private struct Packets {
    var strong: UInt64 = 0
    var hinted: UInt64 = 0
  }

  private let zone: ReportingZone
  private let range: TimeRange
  private var names: [String] = []
  private var numbers: [String: Int32] = [:]
  private var packets: [Key: Packets] = [:]
  private var day: ReportingZone.Day
  /// The tags of each list of words of the block's pool.
  private var lists: [UInt32: [Int32]] = [:]
  private var poolGeneration = -1

  /// A tally of the packets of a stretch of time.
  init(zone: ReportingZone, range: TimeRange) {
    self.zone = zone
    self.range = range
    day = zone.day(of: range.start)
  }

  /// Counts the rows of a block that lie in the stretch of time.
  mutating func add(_ block: borrowing PacketBlock) {
    if block.poolGeneration != poolGeneration {
      poolGeneration = block.poolGeneration
      lists = [:]
    }
    for row in 0..<block.count {
      let (tags, hints) = (block.tags[row], block.hints[row])
      guard tags != WordPool.none || hints != WordPool.none else { continue }
      let time = block.timestamp(of: row)
      guard time >= range.start, time < range.end else { continue }
      if time < day.start || time >= day.end { day = zone.day(of: time) }
      let strong = list(tags, block)
      for tag in strong { add(tag, block.sources[row]) { $0.strong += 1 } }
      for tag in list(hints, block) where !strong.contains(tag) {
        add(tag, block.sources[row]) { $0.hinted += 1 }
      }
    }
  }

  /// The tags and their days; a hint counts where its source has shown enough.
  ///
  /// - Parameter thresholds: From how many packets of a source its hints of a tag count.
  /// - Returns: For each tag the days that have some.
  func settled(_ thresholds: [String: Int]) -> [String: [CivilDay: TagDay]] {
    var sources: [Source: Packets] = [:]
    for (key, count) in packets {
      let source = Source(tag: key.tag, source: key.source)
      sources[source, default: Packets()].strong += count.strong
      sources[source, default: Packets()].hinted += count.hinted
    }
    var days: [String: [CivilDay: TagDay]] = [:]
    for (key, count) in packets {
      let name = names[Int(key.tag)]
      let total = sources[Source(tag: key.tag, source: key.source)] ?? Packets()
      let counts =
        thresholds[name].map { total.strong > 0 || total.hinted >= UInt64(clamping: $0) } ?? false
      let number = count.strong + (counts ? count.hinted : 0)
      guard number > 0 else { continue }
      let day = CivilDay(number: Int(key.day))
      days[name, default: [:]][day, default: TagDay()].packets += number
      days[name, default: [:]][day, default: TagDay()].sources += 1
    }
    return days
  }

  private mutating func add(_ tag: Int32, _ source: UInt128, _ count: (inout Packets) -> Void) {
    let key = Key(tag: tag, day: Int32(clamping: day.day.number), source: source)
    count(&packets[key, default: Packets()])
  }

  private mutating func list(_ number: UInt32, _ block: borrowing PacketBlock) -> [Int32] {
    if let known = lists[number] { return known }
    let list = block.words.words(numbered: number).map { self.number(of: $0) }
    lists[number] = list
    return list
  }

  private mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}
