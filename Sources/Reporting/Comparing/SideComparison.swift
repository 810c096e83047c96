public import Analysis
public import Schema
public import Store

/// Compares what two sets of sensors heard on the same days, through the vantage lens
/// (docs/definitions/VantageFinding.md).
public struct SideComparison: Sendable {
  /// The group that the sensors of the first side are in for the lens.
  public static var first: SensorGroup { SensorGroup(rawValue: "a") }
  /// The group that those of the second side are in.
  public static var second: SensorGroup { SensorGroup(rawValue: "b") }

  /// The store.
  public var store: EventStore
  /// The days.
  public var period: Period
  /// The zone in which they begin.
  public var zone: ReportingZone
  /// The sensors of the first side.
  public var firstSensors: [String]
  /// Those of the second, none of which is of the first.
  public var secondSensors: [String]

  /// A comparison.
  public init(
    store: EventStore,
    period: Period,
    zone: ReportingZone,
    first: [String],
    second: [String]
  ) {
    self.store = store
    self.period = period
    self.zone = zone
    firstSensors = first
    secondSensors = second
  }

  /// Where labels were heard, and what may be said of it.
  ///
  /// - Parameter labels: All that are looked at; they are corrected for together.
  /// - Returns: The findings in the order of the labels; of labels that nobody heard there is none.
  /// - Throws: What the store says.
  public func findings(of labels: [PortLabel]) async throws(StoreError) -> [VantageFinding] {
    let names = firstSensors + secondSensors
    let places = Dictionary(zip(names, 0...), uniquingKeysWith: { first, _ in first })
    let coverage = try await store.coverage(in: period, zone: zone)
    let questions = PeriodQuestions(
      store: store,
      answers: try await store.answers(for: nil, zone: zone),
      period: period
    )
    let sums = try await questions.labelSums(of: labels, byDay: true).answer
    var heard: [PortLabel: Heard] = [:]
    for sum in sums {
      guard let place = places[sum.sensor], let day = sum.day else { continue }
      heard[sum.count.label, default: Heard()].add(
        sum.count.packets,
        at: place,
        of: group(at: place),
        on: day.number - period.first.number,
        of: period.dayCount
      )
    }
    let lens = VantageLens(
      sensors: sensors(names, coverage),
      period: period,
      comparing: Self.first,
      with: Self.second,
      lostPackets: coverage.reduce(0) { $0 + (places[$1.sensor] == nil ? 0 : $1.dropped) }
    )
    // The same data give the same findings: the generator begins with the period.
    var random = SeededGenerator(seed: UInt64(bitPattern: Int64(period.first.number)))
    let observations = labels.compactMap { label in
      heard[label].map { $0.observation(of: label) }
    }
    return lens.findings(observations, using: &random)
  }

  private func group(at place: Int) -> SensorGroup {
    place < firstSensors.count ? Self.first : Self.second
  }

  private func sensors(_ names: [String], _ coverage: [SensorCoverage]) -> [VantageSensor] {
    var covered: [String: [CivilDay: Int64]] = [:]
    for day in coverage { covered[day.sensor, default: [:]][day.day] = day.covered }
    let lengths = period.days.map { day in
      zone.start(of: CivilDay(number: day.number + 1)) - zone.start(of: day)
    }
    return names.indices.map { place in
      let own = covered[names[place]] ?? [:]
      return VantageSensor(
        group: group(at: place),
        network: nil,
        days: zip(period.days, lengths).map { day, length in
          length > 0 ? min(1, Double(own[day] ?? 0) / Double(length)) : 0
        }
      )
    }
  }

  /// What was heard of one label.
  private struct Heard {
    private var sensors: [Int: UInt64] = [:]
    private var days: [SensorGroup?: [UInt64]] = [:]

    mutating func add(
      _ packets: UInt64,
      at sensor: Int,
      of group: SensorGroup,
      on day: Int,
      of dayCount: Int
    ) {
      guard (0..<dayCount).contains(day) else { return }
      sensors[sensor, default: 0] += packets
      days[group, default: Array(repeating: 0, count: dayCount)][day] += packets
    }

    func observation(of label: PortLabel) -> VantageObservation {
      VantageObservation(
        subject: .label(label),
        sensors: sensors.sorted { $0.key < $1.key }.map {
          VantageObservation.SensorCount(sensor: $0.key, packets: $0.value)
        },
        days: days
      )
    }
  }
}
