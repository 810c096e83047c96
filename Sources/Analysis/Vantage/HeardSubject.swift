import RealModule
import Schema

/// One subject, with what each sensor of a lens heard of it and how long it listened meanwhile.
struct HeardSubject {
  private let lens: VantageLens
  private let observation: VantageObservation
  /// The days from the first to the last on which it was heard, as places in the period.
  private let span: Range<Int>
  private let daysHeard: Int?
  private let packets: [UInt64]
  private let listened: [Double]

  /// The subject of an observation, nil where no sensor heard it.
  init?(_ observation: VantageObservation, by lens: VantageLens) {
    self.lens = lens
    self.observation = observation
    var packets = Array(repeating: UInt64(0), count: lens.sensors.count)
    for count in observation.sensors {
      precondition(
        lens.sensors.indices.contains(count.sensor),
        "a count is of a sensor in the list"
      )
      packets[count.sensor] += count.packets
    }
    guard packets.contains(where: { $0 > 0 }) else { return nil }
    self.packets = packets
    var heard = Array(repeating: false, count: lens.period.dayCount)
    for counts in observation.days.values {
      for (day, packets) in counts.prefix(heard.count).enumerated() where packets > 0 {
        heard[day] = true
      }
    }
    if let first = heard.firstIndex(of: true), let last = heard.lastIndex(of: true) {
      span = first..<last + 1
      daysHeard = heard.count { $0 }
    } else {
      span = 0..<heard.count
      daysHeard = nil
    }
    let days = span
    listened = lens.listenedBefore.map { Self.sum($0, over: days) }
  }

  private static func sum(_ before: [Double], over days: Range<Int>) -> Double {
    before[min(days.upperBound, before.count - 1)] - before[min(days.lowerBound, before.count - 1)]
  }

  /// Whether silence of a sensor says something, or it was not silent.
  private func takesPart(_ sensor: Int) -> Bool {
    packets[sensor] > 0
      || listened[sensor] > 0
        && listened[sensor] >= lens.limits.fewestCoverage * Double(span.count)
  }

  private func exposure(_ sensor: Int) -> Exposure {
    Exposure(packets: packets[sensor], days: listened[sensor])
  }

  /// The packets a day of a sensor; nil where it listened too little to take part.
  func rate(of sensor: Int) -> Double? { takesPart(sensor) ? exposure(sensor).rate : nil }

  /// The finding without its tests.
  func finding(lostPackets: UInt64) -> VantageFinding {
    let taking = lens.sensors.indices.filter(takesPart)
    let reach = reach(among: taking)
    let silence = silence(reach, among: taking)
    let coverage = NumberCoverage(
      sensors: taking.count,
      knownSensors: lens.sensors.count,
      sensorDays: taking.reduce(0) { $0 + listened[$1] },
      lostPackets: lostPackets
    )
    func side(_ group: Int) -> [Exposure] {
      taking.filter { lens.groupOf[$0] == group && listened[$0] > 0 }.map(exposure)
    }
    return VantageFinding(
      subject: observation.subject,
      reach: reach,
      groups: lens.groups.indices.map { group(at: $0, among: taking) },
      sources: observation.sources,
      firstDay: CivilDay(number: lens.period.first.number + span.lowerBound),
      lastDay: CivilDay(number: lens.period.first.number + span.upperBound - 1),
      daysHeard: daysHeard,
      quietestWeek: quietestWeek,
      expectedElsewhere: silence?.expected,
      silence: silence?.probability,
      ratio: RateRatio(above: side(0), below: side(1))?
        .estimate(method: "VantageFinding:ratio", coverage: coverage),
      acrossSensors: nil,
      acrossWeeks: nil,
      claim: .nothing,
      coverage: coverage
    )
  }

  private func group(at place: Int, among taking: [Int]) -> VantageGroup {
    let own = taking.filter { lens.groupOf[$0] == place }
    return VantageGroup(
      group: lens.groups[place],
      sensors: own.count,
      sensorsHit: own.count { packets[$0] > 0 },
      packets: own.reduce(0) { $0 + packets[$1] },
      fewestPackets: own.map { packets[$0] }.min(),
      sensorDays: own.reduce(0) { $0 + listened[$1] }
    )
  }

  private func reach(among taking: [Int]) -> VantageReach {
    guard taking.count > 1 else { return .incomparable }
    let hit = taking.filter { packets[$0] > 0 }
    if hit.count == taking.count { return .everywhere }
    let groups = Set(hit.map { lens.sensors[$0].group })
    let networks = Set(hit.map { lens.sensors[$0].network })
    var group: SensorGroup?
    if groups.count == 1, let only = groups.first, let only,
      taking.contains(where: { lens.sensors[$0].group != only })
    {
      group = only
    }
    if networks.count == 1, let only = networks.first, let only {
      // Where the network is all that the group has, the group is the better name.
      let isPart =
        group == nil
        || taking.contains { sensor in
          lens.sensors[sensor].group == group && lens.sensors[sensor].network != only
        }
      let isOnly = taking.contains { sensor in
        lens.sensors[sensor].network.map { $0 != only } ?? false
      }
      if isPart, isOnly { return .network(only) }
    }
    return group.map(VantageReach.group) ?? .mixed
  }

  /// What the silent sensors elsewhere would have heard, and how probable their silence is.
  private func silence(
    _ reach: VantageReach,
    among taking: [Int]
  ) -> (expected: Double, probability: Double)? {
    let isInside: (VantageSensor) -> Bool
    switch reach {
    case .group(let group): isInside = { $0.group == group }
    case .network(let network): isInside = { $0.network == network }
    case .everywhere, .mixed, .incomparable: return nil
    }
    let inside = taking.filter { isInside(lens.sensors[$0]) }
    let outside = taking.filter { !isInside(lens.sensors[$0]) }
    let insideDays = inside.reduce(0) { $0 + listened[$1] }
    guard insideDays > 0, !outside.isEmpty else { return nil }
    let heard = inside.reduce(0) { $0 + Double(packets[$1]) }
    let expected = heard / insideDays * outside.reduce(0) { $0 + listened[$1] }
    // The probability of nothing under a negative binomial distribution at each sensor.
    let size = lens.limits.dispersion * Double(outside.count)
    return (expected, Double.exp(-size * Double.log(onePlus: expected / size)))
  }

  /// In how many weeks which of the two compared groups heard more (sign test); nil of none.
  var weekTest: VantageTest? {
    var (first, second) = (0, 0)
    for start in stride(from: 0, to: span.upperBound, by: 7) {
      let week = start..<min(start + 7, lens.period.dayCount)
      guard let above = exposure(group: 0, in: week).rate,
        let below = exposure(group: 1, in: week).rate
      else { continue }
      if above > below { first += 1 }
      if above < below { second += 1 }
    }
    let weeks = first + second
    guard weeks > 0 else { return nil }
    let probability = Self.signTest(max(first, second), of: weeks)
    return VantageTest(
      method: .weeks,
      probability: probability,
      adjusted: probability,
      least: Self.signTest(weeks, of: weeks),
      first: first,
      second: second,
      firstIsHigher: first == second ? nil : first > second
    )
  }

  /// The packets of that week of seven days in which they were fewest; nil where the days are not known.
  private var quietestWeek: UInt64? {
    guard !observation.days.isEmpty else { return nil }
    let weeks = max(1, lens.period.dayCount / 7)
    return (0..<weeks).map { week in
      observation.days.values.reduce(0) { sum, counts in
        sum + counts.dropFirst(week * 7).prefix(7).reduce(0, +)
      }
    }.min()
  }

  private func exposure(group: Int, in week: Range<Int>) -> Exposure {
    let counts = observation.days[lens.groups[group]] ?? []
    let packets = counts.prefix(week.upperBound).dropFirst(week.lowerBound).reduce(0, +)
    return Exposure(
      packets: packets,
      days: Self.sum(lens.groupListenedBefore[group], over: week)
    )
  }

  /// The probability that of fair coins at least so many fall on the same side, two-sided.
  private static func signTest(_ most: Int, of all: Int) -> Double {
    var sum = 0.0
    for count in most...all {
      let ways =
        Double.logGamma(Double(all + 1)) - Double.logGamma(Double(count + 1))
        - Double.logGamma(Double(all - count + 1))
      sum += Double.exp(ways - Double(all) * Double.log(2))
    }
    return min(1, 2 * sum)
  }
}
