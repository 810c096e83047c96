/// Tests that are made together, with the false findings that they may give in a week.
public struct DetectionFamily: Hashable, Sendable, Codable {
  /// Its name.
  public var name: String
  /// The bins in which it looks.
  public var step: SeriesStep
  /// The kinds of subjects; empty for all.
  public var kinds: Set<SeriesSubject.Kind> = []
  /// What is looked at.
  public var measures: [SeriesMeasure] = SeriesMeasure.allCases
  /// Over how many bins sums are judged, each ending with the bin that is looked at.
  public var widths = [1]
  /// Whether rises are looked for.
  public var findsRises = true
  /// In what falls are looked for.
  ///
  /// Not in sensors: where most of them hear a subject, their number is bounded above and has a long tail below.
  public var measuresOfFalls: Set<SeriesMeasure> = [.packets, .sources]
  /// How many false findings are expected in a week in which nothing changes.
  public var budget: Double
  /// A rise has at least this factor.
  public var leastRise = 1.5
  /// A fall has at most this factor.
  public var mostFall = 0.6
  /// How far apart the observed and the expected number are at least, by measure.
  public var leastDifference: [SeriesMeasure: Double] = [.packets: 20, .sources: 10, .sensors: 5]
  /// A change is over after so many bins without a sign of it.
  public var quietBins = 12

  /// Tests made together.
  public init(name: String, step: SeriesStep, budget: Double) {
    self.name = name
    self.step = step
    self.budget = budget
  }

  /// Sudden changes within hours.
  public static var hours: DetectionFamily {
    var family = DetectionFamily(name: "hours", step: .hour, budget: 0.2)
    family.widths = [1, 2, 6]
    return family
  }

  /// Changes of a day.
  public static var days: DetectionFamily {
    var family = DetectionFamily(name: "days", step: .day, budget: 0.1)
    family.quietBins = 2
    return family
  }

  /// Distinct sources of regions and networks that vanish.
  public static var blackouts: DetectionFamily {
    var family = DetectionFamily(name: "blackouts", step: .day, budget: 0.05)
    family.kinds = [.region, .network]
    family.measures = [.sources]
    family.findsRises = false
    family.mostFall = 0.75
    family.quietBins = 2
    return family
  }

  /// The level at which the tests of one bin are corrected together.
  var levelOfBin: Double { budget / Double(7 * step.binsADay) }
}
