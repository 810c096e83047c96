import Enrichment
import Fingerprint
import Schema
import Wire

/// The counts of one thread: takes frames, a batch at a time, and fills its tables.
///
/// All that grows, grows with distinct sources, sensor-days and labels; never with packets.
struct CountingPass: ~Copyable, Sendable {
  /// A source of either version and a rule.
  struct SourceRule: Hashable {
    var source: IPAddress
    var rule: Int
  }

  /// How many frames are read between two requests for the places of their sources: few enough for
  /// the processor to have all of them under way at once.
  @inline(__always) private static var stride: Int { 32 }

  let rules: RuleSet
  let miraiRule: Int?
  private let listTags: (scanner: UInt64, bogon: UInt64)
  let enrichment: EnrichmentSnapshot?
  private let zone: ReportingZone
  let isQuick: Bool

  private(set) var packets: UInt64 = 0
  var labels: LabelCounts
  private(set) var sources = SourceTable<UInt32>(capacityBits: 16)
  private(set) var wideSources = SourceTable<UInt128>(capacityBits: 6)
  private(set) var hosts = HostTable()
  /// For each rule the packets that match by themselves, or whose source is in the rule's list.
  private(set) var matches: [Occurrences]
  /// Matches that count only when their source has enough of them.
  private(set) var unproven: [SourceRule: Occurrences] = [:]
  private(set) var classes = SIMD4<UInt64>.zero
  private(set) var drops: [DropReason: UInt64] = [:]
  private(set) var anomalies: [AnomalyKind: UInt64] = [:]

  private var batch: HeaderBatch
  private var found: RuleMatches
  private var tags = InlineArray<256, UInt64>(repeating: 0)
  /// For each IPv4 packet of the batch its source's place, -1 where that has to be searched for.
  private var sourcePlaces = InlineArray<256, Int32>(repeating: -1)
  private var today: ReportingZone.Day
  private var serial: UInt32 = 0
  private var nonIP: UInt64 = 0
  private var lastSensor: UInt32 = 0
  /// Bounds of the capture times of the packets in the batch.
  private var batchTimes = (earliest: Int64.max, latest: Int64.min)
  /// Whether the batch holds packets of several sensors.
  private var isMixed = false

  /// A pass without counts.
  ///
  /// - Parameters:
  ///   - rules: The rules that give tags and classes.
  ///   - enrichment: Where addresses are.
  ///   - zone: The zone in which days begin.
  ///   - isQuick: Whether sources without a tag are left out, and headers read only as far as
  ///     labels and Mirai-type packets need.
  init(
    rules: RuleSet,
    enrichment: EnrichmentSnapshot?,
    zone: ReportingZone,
    isQuick: Bool = false
  ) {
    self.isQuick = isQuick
    batch = HeaderBatch(isShallow: isQuick)
    self.rules = rules
    self.enrichment = enrichment
    self.zone = zone
    miraiRule = rules.rules.firstIndex { $0.id == "mirai" }
    listTags = (rules.tagBits(of: .knownScanner), rules.tagBits(of: .specialPurpose))
    labels = LabelCounts(zone: zone)
    matches = Array(repeating: Occurrences(), count: rules.rules.count)
    found = RuleMatches(for: rules)
    today = zone.day(of: 0)
  }

  /// Says that frames of another file follow.
  ///
  /// - Parameter serial: A number of the file, from 1, that no other file of the run has.
  mutating func begin(file serial: UInt32) {
    self.serial = serial
  }

  /// Takes frames of one interface.
  ///
  /// - Parameters:
  ///   - frames: Where the frames lie.
  ///   - range: Which of them are taken.
  ///   - bytes: The window that holds them.
  ///   - linkType: What their first byte is.
  ///   - sensor: The sensor that captured them.
  /// - Returns: Bounds of their capture times.
  mutating func take(
    _ frames: Span<Frame>,
    in range: Range<Int>,
    _ bytes: RawSpan,
    linkType: LinkType,
    sensor: UInt32
  ) -> (earliest: Int64, latest: Int64) {
    var times = (earliest: Int64.max, latest: Int64.min)
    if sensor != lastSensor {
      isMixed = batch.count > 0
      lastSensor = sensor
    }
    var index = range.lowerBound
    while index < range.upperBound {
      if linkType == .ethernet {
        let end = min(index + Self.stride, range.upperBound)
        let (tcp, other) = (batch.tcpPlaces, batch.otherPlaces)
        index = batch.fill(from: frames, in: index..<end, bytes, mark: sensor, times: &times)
        if !isQuick {
          prefetchSources(tcp.upperBound..<batch.tcpCount)
          prefetchSources(batch.otherPlaces.lowerBound..<other.lowerBound)
        }
        batchTimes = (
          min(batchTimes.earliest, times.earliest), max(batchTimes.latest, times.latest)
        )
        if index == end, batch.count < HeaderBatch.capacity { continue }
      }
      if index < range.upperBound, batch.count < HeaderBatch.capacity {
        let time = frames[index].timestamp
        if time != Frame.noTimestamp {
          times = (min(times.earliest, time), max(times.latest, time))
        }
        take(frames[index], bytes, linkType: linkType, sensor: sensor)
        index += 1
      }
      batchTimes = (min(batchTimes.earliest, times.earliest), max(batchTimes.latest, times.latest))
      if batch.count == HeaderBatch.capacity { countBatch() }
    }
    return times
  }

  /// Takes a frame of any kind.
  @inline(never)
  private mutating func take(
    _ frame: Frame,
    _ bytes: RawSpan,
    linkType: LinkType,
    sensor: UInt32
  ) {
    guard frame.timestamp != Frame.noTimestamp else {
      drops[.noTimestamp, default: 0] += 1
      return
    }
    let appended = batch.append(
      bytes,
      at: frame.offset,
      length: Int(frame.capturedLength),
      originalLength: Int(frame.originalLength),
      linkType: linkType,
      timestamp: frame.timestamp,
      mark: sensor
    )
    switch appended {
    case .taken: break
    case .takenWithAnomaly(let anomaly, _): anomalies[AnomalyKind(anomaly), default: 0] += 1
    case .refused(nil): nonIP += 1
    case .refused(let anomaly): drops[DropReason(anomaly), default: 0] += 1
    }
  }

  /// Counts what is still in the batch; the end of a file.
  mutating func finishFile() {
    countBatch()
    if nonIP > 0 {
      drops[.notIP, default: 0] += nonIP
      nonIP = 0
    }
  }

  private mutating func countBatch() {
    guard batch.count > 0 else { return }
    packets += UInt64(batch.count)
    rules.match(batch, times: batchTimes, into: &found)
    collectTags()
    let mirai = miraiRule.map { found.strong[$0] } ?? MatchMask()
    prefetchHosts(mirai)
    countLabels(batchTimes)
    countHosts(mirai)
    if !isQuick { countSources() }
    batch.removeAll()
    isMixed = false
    batchTimes = (.max, .min)
  }

  /// Counts the labels: all at once where one sensor heard them on one day.
  private mutating func countLabels(_ times: (earliest: Int64, latest: Int64)) {
    if !isMixed, labels.add(batch, sensor: lastSensor, times: times) { return }
    for place in batch.tcpPlaces { countLabel(place) }
    for place in batch.otherPlaces { countLabel(place) }
  }

  @inline(__always)
  private mutating func countLabel(_ place: Int) {
    labels.add(
      sensor: batch.marks[place],
      timestamp: batch.timestamps[place],
      label: batch.value(.label, at: place)
    )
  }

  /// Asks for the places of some packets' sources; they arrive while more frames are read.
  @inline(__always)
  private func prefetchSources(_ places: Range<Int>) {
    for place in places { sources.prefetch(batch.value(.source, at: place)) }
  }

  /// Asks for the places of Mirai-type sources; they arrive while something else is counted.
  private func prefetchHosts(_ mirai: MatchMask) {
    mirai.forEach { hosts.prefetch(batch.value(.source, at: $0)) }
  }

  private mutating func countHosts(_ mirai: MatchMask) {
    mirai.forEach { place in
      let timestamp = batch.timestamps[place]
      if timestamp < today.start || timestamp >= today.end { today = zone.day(of: timestamp) }
      hosts.note(
        batch.value(.source, at: place),
        block: UInt32(truncatingIfNeeded: today.day.number >> 6) &+ 1,
        days: 1 << UInt64(today.day.number & 63)
      )
    }
  }

  private mutating func countSources() {
    for place in batch.tcpPlaces { findSource(place) }
    for place in batch.otherPlaces { findSource(place) }
    let capacity = sources.capacity
    let followed = rules.constants.reduce(MatchMask()) { $0 | found.weak[$1] }
    for place in batch.tcpPlaces { count(place, followed: followed, capacity) }
    for place in batch.otherPlaces { count(place, followed: followed, capacity) }
  }

  @inline(__always)
  private mutating func findSource(_ place: Int) {
    sourcePlaces[place] = sources.find(batch.value(.source, at: place))
  }

  /// Gathers the tags of each packet, and what the rules and classes found in all of them.
  private mutating func collectTags() {
    for place in 0..<HeaderBatch.capacity { tags[place] = 0 }
    for index in classes.indices { classes[index] += UInt64(found.classes[index].count) }
    for index in rules.rules.indices {
      guard let bit = rules.tagBits[index] else { continue }
      let strong = found.strong[index]
      if !strong.isEmpty {
        let word: UInt64 = 1 << UInt64(bit)
        var seen = Occurrences()
        strong.forEach { place in
          tags[place] |= word
          seen.add(batch.timestamps[place])
        }
        matches[index].merge(seen)
      }
      let weak = found.weak[index]
      if !weak.isEmpty, !rules.constants.contains(index), rules.rules[index].packets > 1 {
        weak.forEach { place in
          noteUnproven(place, rule: index)
        }
      }
    }
  }

  @inline(never)
  private mutating func noteUnproven(_ place: Int, rule: Int) {
    let key = SourceRule(source: source(place), rule: rule)
    unproven[key, default: Occurrences()].add(batch.timestamps[place])
  }

  private func source(_ place: Int) -> IPAddress {
    batch.value(.shape, at: place) >> 24 == 6
      ? .v6(IPv6Address(rawValue: batch.wideSources[place]))
      : .v4(IPv4Address(rawValue: batch.value(.source, at: place)))
  }

  @inline(__always)
  private mutating func count(_ place: Int, followed: MatchMask, _ capacity: Int) {
    guard batch.value(.shape, at: place) >> 24 == 4 else {
      countWide(place)
      return
    }
    var entry = Int(sourcePlaces[place])
    // Places that were found before the table grew mean nothing any more.
    if entry < 0 || sources.capacity != capacity { entry = enter(place) }
    let all = sources.tag(entry, tags[place])
    if all & (listTags.scanner | listTags.bogon) != 0 { countLists(all, place) }
    if followed.contains(place) { follow(place, entry) }
  }

  /// Searches for a packet's source beyond its home, and enters it where it is new.
  @inline(never)
  private mutating func enter(_ place: Int) -> Int {
    let source = batch.value(.source, at: place)
    let (entry, isNew) = sources.place(of: source)
    if isNew { describe(source, at: entry) }
    return entry
  }

  @inline(__always)
  private mutating func follow(_ place: Int, _ entry: Int) {
    let repeated = sources.follow(
      entry,
      serial: serial,
      sequence: batch.value(.sequence, at: place),
      constants: (found.constants[place], found.constants[256 + place])
    )
    if repeated.0 { noteRepeated(place, slot: 0) }
    if repeated.1 { noteRepeated(place, slot: 1) }
  }

  /// Notes that a packet repeats its source's constant, where the rule looks at the packet at all.
  @inline(never)
  private mutating func noteRepeated(_ place: Int, slot: Int) {
    guard slot < rules.constants.count else { return }
    let rule = rules.constants[slot]
    guard found.weak[rule].contains(place) else { return }
    noteUnproven(place, rule: rule)
  }

  @inline(never)
  private mutating func describe(_ source: UInt32, at entry: Int) {
    guard let enrichment else { return }
    let address = IPv4Address(rawValue: source)
    var tags: UInt64 = 0
    if enrichment.organisation(of: address) != 0 { tags |= listTags.scanner }
    if enrichment.isBogon(address) { tags |= listTags.bogon }
    _ = sources.tag(entry, tags)
  }

  private mutating func countLists(_ all: UInt64, _ place: Int) {
    for index in rules.rules.indices where rules.rules[index].sourceList != nil {
      guard let bit = rules.tagBits[index], all >> UInt64(bit) & 1 != 0 else { continue }
      matches[index].add(batch.timestamps[place])
    }
  }

  @inline(never)
  private mutating func countWide(_ place: Int) {
    let source = batch.wideSources[place]
    let (entry, isNew) = wideSources.place(of: source)
    if isNew, let enrichment {
      let address = IPv6Address(rawValue: source)
      var tags: UInt64 = 0
      if enrichment.organisation(of: address) != 0 { tags |= listTags.scanner }
      if enrichment.isBogon(address) { tags |= listTags.bogon }
      _ = wideSources.tag(entry, tags)
    }
    let all = wideSources.tag(entry, tags[place])
    if all & (listTags.scanner | listTags.bogon) != 0 { countLists(all, place) }
  }

  /// Decides which sources have enough matches of rules that ask for several.
  ///
  /// A source that matched by itself once has shown what it is: its other matches then count too.
  mutating func settle() {
    for (key, seen) in unproven {
      guard let bit = rules.tagBits[key.rule] else { continue }
      let isEnough = seen.packets >= UInt64(rules.rules[key.rule].packets)
      let word: UInt64 = 1 << UInt64(bit)
      let isProven: Bool
      switch key.source {
      case .v4(let source):
        let (place, _) = sources.place(of: source.rawValue)
        isProven = sources.tag(place, isEnough ? word : 0) & word != 0
      case .v6(let source):
        let (place, _) = wideSources.place(of: source.rawValue)
        isProven = wideSources.tag(place, isEnough ? word : 0) & word != 0
      }
      if isProven { matches[key.rule].merge(seen) }
    }
    unproven = [:]
  }

  /// Adds the counts of another thread.
  mutating func merge(_ other: borrowing CountingPass) {
    packets += other.packets
    labels.merge(other.labels)
    classes &+= other.classes
    for (reason, count) in other.drops { drops[reason, default: 0] += count }
    for (kind, count) in other.anomalies { anomalies[kind, default: 0] += count }
    for index in matches.indices { matches[index].merge(other.matches[index]) }
    for (key, seen) in other.unproven { unproven[key, default: Occurrences()].merge(seen) }
    hosts.merge(other.hosts)
    other.sources.forEach { entry in
      let (place, _) = sources.place(of: entry.address)
      _ = sources.tag(place, entry.tags)
    }
    other.wideSources.forEach { entry in
      let (place, _) = wideSources.place(of: entry.address)
      _ = wideSources.tag(place, entry.tags)
    }
  }
}
