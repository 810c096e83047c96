public import Capture
public import Enrichment
public import Fingerprint
import Schema
public import Segment
public import Store
import Tally
import Wire

/// Makes rows of table `packets` from segments: decoded, enriched and tagged.
///
/// What rules say of a packet by itself is in its row. What they say only of several packets of a
/// source is a hint, which a question settles over the period that it asks about. A tool's run is
/// followed over the segments that are given between two calls of `begin`.
public struct RowMaker: ~Copyable, Sendable {
  private let rules: RuleSet
  private let enrichment: EnrichmentSnapshot
  private let networkNumbers: [UInt32]
  private let listTags: (scanner: UInt64, bogon: UInt64)

  private var batch = HeaderBatch()
  private var found: RuleMatches
  private var times = (earliest: Int64.max, latest: Int64.min)
  private var sources = SourceMemory()
  private var stacks = StackWords()
  private var tagWords: [UInt64: UInt32] = [:]
  private var poolGeneration = -1
  /// For each packet of the batch its tags and its hints, a bit a tag.
  private var tags = [UInt64](repeating: 0, count: HeaderBatch.capacity)
  private var hints = [UInt64](repeating: 0, count: HeaderBatch.capacity)
  /// For each packet of the batch its source's region and network.
  private var regions = [UInt16](repeating: 0, count: HeaderBatch.capacity)
  private var networks = [UInt32](repeating: 0, count: HeaderBatch.capacity)
  private var classes = [UInt8](repeating: 0, count: HeaderBatch.capacity)
  /// The number of the anomaly's words for the few packets that have one.
  private var anomalies = [UInt32](repeating: 0, count: HeaderBatch.capacity)
  private var hasAnomalies = false

  /// A maker of rows that has seen no packet.
  ///
  /// - Parameters:
  ///   - rules: The rules that give tags and classes.
  ///   - enrichment: Where addresses are.
  public init(rules: RuleSet, enrichment: EnrichmentSnapshot) {
    self.rules = rules
    self.enrichment = enrichment
    networkNumbers = enrichment.networks.map(\.number)
    listTags = (rules.tagBits(of: .knownScanner), rules.tagBits(of: .specialPurpose))
    found = RuleMatches(for: rules)
  }

  /// Says that segments of another capture, or another segment of a sensor, follow.
  public mutating func begin() {
    sources.forgetSYNs()
  }

  /// Appends the rows of a segment.
  ///
  /// - Parameters:
  ///   - segment: The segment.
  ///   - block: Where the rows go; a block of the segment's day.
  /// - Returns: How many rows there are, and what was dropped.
  /// - Throws: `CaptureError` where the segment's pcapng cannot be read.
  public mutating func append(
    _ segment: ClosedSegment,
    to block: inout PacketBlock
  ) throws(CaptureError) -> RowCounts {
    if block.poolGeneration != poolGeneration {
      poolGeneration = block.poolGeneration
      stacks.removeAll()
      tagWords = [0: WordPool.none]
    }
    var counts = RowCounts()
    var nonIP = 0
    let sensor = block.words.number(of: segment.identity.sensor)
    var reader = try segment.frames()
    var frames = FrameBatch()
    while try reader.read(into: &frames) {
      let interfaces = reader.interfaces
      reader.withBytes { bytes in
        let window = frames.frames.span
        for index in 0..<frames.count {
          let frame = window[index]
          let appended = batch.append(
            bytes,
            at: frame.offset,
            length: Int(frame.capturedLength),
            originalLength: Int(frame.originalLength),
            linkType: interfaces[Int(frame.interface)].linkType,
            timestamp: frame.timestamp,
            mark: frame.originalLength
          )
          switch appended {
          case .taken: break
          case .takenWithAnomaly(let anomaly, let place):
            note(anomaly, at: place, in: &block)
          case .refused(nil):
            nonIP += 1
            continue
          case .refused(let anomaly):
            counts.drops[DropReason(anomaly), default: 0] += 1
            continue
          }
          times = (min(times.earliest, frame.timestamp), max(times.latest, frame.timestamp))
          if batch.count == HeaderBatch.capacity {
            counts.packets += flush(segment.identity, sensor, to: &block)
          }
        }
      }
    }
    counts.packets += flush(segment.identity, sensor, to: &block)
    if nonIP > 0 { counts.drops[.notIP] = nonIP }
    return counts
  }

  /// Remembers what was wrong with a packet of the batch.
  private mutating func note(_ anomaly: Anomaly, at place: Int, in block: inout PacketBlock) {
    anomalies[place] = block.words.number(of: [AnomalyKind(anomaly).description])
    hasAnomalies = true
  }

  /// Makes rows of the batch's packets and empties it.
  private mutating func flush(
    _ identity: SegmentIdentity,
    _ sensor: UInt32,
    to block: inout PacketBlock
  ) -> Int {
    let count = batch.count
    guard count > 0 else { return 0 }
    // They arrive while rules are matched.
    for place in batch.tcpPlaces { sources.prefetch(batch.value(.source, at: place)) }
    for place in batch.otherPlaces { sources.prefetch(batch.value(.source, at: place)) }
    rules.match(batch, times: times, into: &found)
    collectTags()
    describe(batch.tcpPlaces)
    describe(batch.otherPlaces)
    block.sensors.append(repeating: sensor, count: count)
    block.sequences.append(repeating: identity.sequence, count: count)
    appendColumns(batch.tcpPlaces, to: &block)
    appendColumns(batch.otherPlaces, to: &block)
    batch.removeAll()
    times = (.max, .min)
    if hasAnomalies {
      for place in anomalies.indices { anomalies[place] = WordPool.none }
      hasAnomalies = false
    }
    return count
  }

  /// Gathers tags, hints and classes of each packet from what the rules found.
  private mutating func collectTags() {
    for place in 0..<HeaderBatch.capacity {
      tags[place] = 0
      hints[place] = 0
    }
    for trafficClass in TrafficClass.allCases {
      found.classes[Int(trafficClass.rawValue)].forEach { classes[$0] = trafficClass.rawValue }
    }
    for index in rules.rules.indices {
      guard let bit = rules.tagBits[index] else { continue }
      found.strong[index].forEach { tags[$0] |= 1 << UInt64(bit) }
      guard rules.rules[index].packets > 1, !rules.constants.contains(index) else { continue }
      found.weak[index].forEach { hints[$0] |= 1 << UInt64(bit) }
    }
  }

  /// Looks sources up, and follows their SYNs where a rule is about a constant of a run.
  private mutating func describe(_ places: Range<Int>) {
    let followed = rules.constants.reduce(MatchMask()) { $0 | found.weak[$1] }
    for place in places {
      guard batch.value(.shape, at: place) >> 24 == 4 else {
        describeWide(place)
        continue
      }
      let source = batch.value(.source, at: place)
      let (entry, isNew) = sources.place(of: source)
      if isNew { learn(source, at: entry) }
      let known = sources.entries[entry]
      regions[place] = known.region
      networks[place] = known.network
      if known.isKnownScanner { tags[place] |= listTags.scanner }
      if known.isBogon { tags[place] |= listTags.bogon }
      if followed.contains(place) { follow(place, entry) }
    }
  }

  private mutating func learn(_ source: UInt32, at entry: Int) {
    let address = IPv4Address(rawValue: source)
    let region = enrichment.region(of: address).rawValue
    let network = networkNumbers[Int(enrichment.network(of: address))]
    let isKnownScanner = enrichment.organisation(of: address) != 0
    let isBogon = enrichment.isBogon(address)
    sources.describe(entry) {
      $0.region = region
      $0.network = network
      $0.isKnownScanner = isKnownScanner
      $0.isBogon = isBogon
    }
  }

  private mutating func describeWide(_ place: Int) {
    let address = IPv6Address(rawValue: batch.wideSources[place])
    regions[place] = enrichment.region(of: address).rawValue
    networks[place] = networkNumbers[Int(enrichment.network(of: address))]
    if enrichment.organisation(of: address) != 0 { tags[place] |= listTags.scanner }
    if enrichment.isBogon(address) { tags[place] |= listTags.bogon }
  }

  private mutating func follow(_ place: Int, _ entry: Int) {
    let repeated = sources.follow(
      entry,
      sequence: batch.value(.sequence, at: place),
      constants: (found.constants[place], found.constants[256 + place])
    )
    if repeated.0 { hint(place, slot: 0) }
    if repeated.1 { hint(place, slot: 1) }
  }

  /// Notes that a packet repeats its source's constant, where the rule looks at the packet at all.
  private mutating func hint(_ place: Int, slot: Int) {
    guard slot < rules.constants.count else { return }
    let rule = rules.constants[slot]
    guard found.weak[rule].contains(place),
      let bit = rules.tagBits[rule]
    else { return }
    hints[place] |= 1 << UInt64(bit)
  }

  private mutating func appendColumns(_ places: Range<Int>, to block: inout PacketBlock) {
    guard !places.isEmpty else { return }
    appendStacks(places, to: &block)
    appendTags(places, to: &block)
    let values = batch.values.span
    block.append(times: batch.timestamps.span.extracting(places))
    appendAddresses(places, to: &block)
    block.protocols.append(of: places) {
      UInt8(truncatingIfNeeded: batch.value(.shape, at: $0) >> 16)
    }
    block.hasPorts.append(of: places) { batch.value(.label, at: $0) < 0x2_0000 ? 1 : 0 }
    block.sourcePorts.append(truncating: values.extracting(self.places(of: .ports, places)))
    block.targetPorts.append(of: places) {
      UInt16(truncatingIfNeeded: batch.value(.ports, at: $0) >> 16)
    }
    block.icmpTypeCodes.append(truncating: values.extracting(self.places(of: .icmp, places)))
    block.tcpFlags.append(of: places) {
      UInt16(truncatingIfNeeded: batch.value(.shape, at: $0) & 0xFFF)
    }
    block.tcpWindows.append(truncating: values.extracting(self.places(of: .window, places)))
    block.tcpSequences.append(values.extracting(self.places(of: .sequence, places)))
    block.identifications.append(
      truncating: values.extracting(self.places(of: .identification, places))
    )
    block.timesToLive.append(truncating: values.extracting(self.places(of: .timeToLive, places)))
    block.lengths.append(batch.marks.span.extracting(places))
    block.regions.append(regions.span.extracting(places))
    block.networks.append(networks.span.extracting(places))
    block.classes.append(classes.span.extracting(places))
    block.anomalies.append(anomalies.span.extracting(places))
  }

  /// Where the values of a field lie in the batch.
  @inline(__always)
  private func places(of field: HeaderField, _ places: Range<Int>) -> Range<Int> {
    let start = field.rawValue << 8
    return start + places.lowerBound..<start + places.upperBound
  }

  private func appendAddresses(_ places: Range<Int>, to block: inout PacketBlock) {
    let mapped = UInt128(0xFFFF) << 32
    block.sources.append(of: places) { place in
      batch.value(.shape, at: place) >> 24 == 6
        ? batch.wideSources[place] : mapped | UInt128(batch.value(.source, at: place))
    }
    block.targets.append(of: places) { place in
      batch.value(.shape, at: place) >> 24 == 6
        ? batch.wideDestinations[place] : mapped | UInt128(batch.value(.destination, at: place))
    }
  }

  private mutating func appendStacks(_ places: Range<Int>, to block: inout PacketBlock) {
    let empty = block.words.number(of: "")
    for place in places {
      // SYN without ACK.
      let isSYN = batch.value(.shape, at: place) & 0x00FF_0012 == 0x0006_0002
      block.tcpOptions.append(
        isSYN ? stacks.number(of: batch, at: place, in: &block.words) : empty
      )
    }
  }

  private mutating func appendTags(_ places: Range<Int>, to block: inout PacketBlock) {
    for place in places {
      block.tags.append(words(of: tags[place], in: &block.words))
      block.hints.append(words(of: hints[place], in: &block.words))
    }
  }

  @inline(__always)
  private mutating func words(of bits: UInt64, in words: inout WordPool) -> UInt32 {
    bits == 0 ? WordPool.none : number(of: bits, in: &words)
  }

  private mutating func number(of bits: UInt64, in words: inout WordPool) -> UInt32 {
    if let known = tagWords[bits] { return known }
    let names = rules.tags.indices.filter { bits >> UInt64($0) & 1 != 0 }.map { rules.tags[$0].id }
    let number = words.number(of: names)
    tagWords[bits] = number
    return number
  }
}
