extension JudgedCondition {
  /// All hosts at one rate, of which a host is seen once on average.
  static let oneRate = JudgedCondition(
    testDescription: "one rate",
    populations: population("even", hosts: 400, sightings: 1)
  )
  /// The rate of Mirai's source code, 160 packets a second, at a hundred addresses.
  static let hundredAddresses = JudgedCondition(
    testDescription: "one rate, a third of the hosts seen",
    populations: population("even", hosts: 1000, sightings: 0.32)
  )
  /// Rates whose natural logarithm has the standard deviation 1, as forty classes.
  static let spreadRates = JudgedCondition(
    testDescription: "log-normal rates",
    populations: logNormal(hosts: 400, sightings: 1)
  )
  /// A tenth of the hosts scans ten times as fast as the others.
  static let twoRates = JudgedCondition(
    testDescription: "two rates",
    populations: population("slow", hosts: 360, sightings: 10.0 / 19)
      + population("fast", hosts: 40, sightings: 100.0 / 19)
  )
  /// A fourth of the hosts is replaced each day.
  static let longStays = JudgedCondition(
    testDescription: "stays of four days",
    populations: population("stay", hosts: 400, sightings: 1, more: ", lifetimeDays: {4: 1}")
  )
  /// Three times as many hosts are there in a day as at a time.
  static let shortStays = JudgedCondition(
    testDescription: "stays of half a day",
    populations: population("stay", hosts: 400, sightings: 1, more: ", lifetimeDays: {0.5: 1}")
  )
  /// Each host visits all sensors at once, once a day on average.
  static let sweeps = JudgedCondition(
    testDescription: "sweeps",
    populations: population("sweep", hosts: 400, sightings: 6, extra: "sweeps: true")
  )
  /// The same, of which each hour counts once.
  static let sweepsByHour = JudgedCondition(
    testDescription: "sweeps by hour",
    populations: population("sweep", hosts: 400, sightings: 6, extra: "sweeps: true"),
    isByHour: true
  )
  /// Half of the hosts look at three of the sensors only, half at the others.
  static let preferences = JudgedCondition(
    testDescription: "preferred sensors",
    populations: population("here", hosts: 200, sightings: 2, sensors: ["a", "c", "e"])
      + population("there", hosts: 200, sightings: 2, sensors: ["b", "d", "f"])
  )

  /// A population of which each host is seen so often on average, by all sensors together.
  private static func population(
    _ name: String,
    hosts: Int,
    sightings: Double,
    more: String = "",
    extra: String = "sweeps: false",
    sensors: [String] = sensors
  ) -> String {
    let rate = Double(hosts) * sightings / Double(sensors.count)
    let rates = sensors.map { "\($0): {23/TCP: \(rate)}" }.joined(separator: ", ")
    return """
        - name: \(name)
          headers: mirai
          \(extra)
          sources: {count: \(hosts), regions: {US: 1}\(more)}
          packetsPerSensorDay: {\(rates)}

      """
  }

  /// Forty populations of equal size, with the rates of the fortieths of a log-normal distribution.
  ///
  /// They are exp of the quantiles 0.0125, 0.0375 and so on to 0.9875 of the standard normal
  /// distribution, divided by their mean.
  private static func logNormal(hosts: Int, sightings: Double) -> String {
    let rates = [
      0.066, 0.105, 0.135, 0.161, 0.185, 0.209, 0.233, 0.257, 0.281, 0.305,
      0.330, 0.356, 0.383, 0.410, 0.439, 0.469, 0.500, 0.533, 0.568, 0.604,
      0.644, 0.685, 0.730, 0.778, 0.830, 0.887, 0.949, 1.017, 1.093, 1.178,
      1.274, 1.385, 1.515, 1.669, 1.858, 2.099, 2.421, 2.892, 3.700, 5.867,
    ]
    return rates.enumerated().map {
      population("class \($0)", hosts: hosts / rates.count, sightings: sightings * $1)
    }.joined()
  }
}
