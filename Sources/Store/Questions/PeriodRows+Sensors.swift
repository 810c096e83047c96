import Schema

/// Sensors as numbers.
///
/// Names are grouped by four times as slowly as one number: an engine writes names and numbers of a row into a text
/// first. So sensors are numbered, and what else is grouped by goes into the same number.
extension PeriodRows {
  /// The numbers of labels are below this.
  private static let labelLimit = 262_144

  /// The sensors that have rows, in order, as an array in SQL; behind them one without a name, so that it is never
  /// empty.
  var sensorNames: String {
    "(SELECT arrayPushBack(arraySort(groupUniqArray(name)), '') FROM (\(sensors)))"
  }

  /// The place of a row's sensor among `sensorNames`, from 1, in SQL.
  var sensorNumber: String {
    "toUInt64(transform(sensor, \(sensorNames) AS names, arrayEnumerate(names), 0))"
  }

  /// The query of the labels with the most packets at each sensor, which `ranking` reads.
  ///
  /// A place is one number, of packets and of the order of ties below them: the numbers of a sensor are sorted in a
  /// tenth of the time that ORDER BY and LIMIT BY take for as many rows, of which each sensor has
  /// one for nearly every port.
  func rankings(_ count: Int) -> String {
    let isWhole = parts.count == 1
    let limit = Self.labelLimit
    let summed = select(
      { part in
        [
          "\(sensorNumber) * \(limit) + \(PortLabel.expression) AS k",
          "sum(\(part.packets)) AS \(isWhole ? "n" : "p")",
        ]
      },
      by: ["k"]
    )
    let grouped = isWhole ? summed : "SELECT k, sum(p) AS n FROM (\(summed)) GROUP BY k"
    // Ties are below 2^18, which leaves 2^46 for the packets of a label.
    let place = "toUInt64(n * \(limit) + \(limit - 1) - \(PortLabel.tieOrder("(k % \(limit))")))"
    return """
      SELECT arrayElement(\(sensorNames), s) AS sensor, places FROM (\
      SELECT intDiv(k, \(limit)) AS s, \
      arraySlice(arrayReverseSort(groupArray(\(place))), 1, \(count)) AS places \
      FROM (\(grouped)) GROUP BY s) ORDER BY sensor
      """
  }

  /// The types of a row of `rankings`.
  static let rankingTypes: [StoreType] = [.word, .numbers]

  /// A sensor with its labels, the one with the most packets first, from a row of `rankings`.
  static func ranking(_ row: [StoreValue]) -> (sensor: String, labels: [LabelCount])? {
    guard let sensor = row[0].word, case .numbers(let places) = row[1] else { return nil }
    let limit = UInt64(labelLimit)
    let labels = places.compactMap { place in
      PortLabel(tieOrder: limit - 1 - place % limit).map {
        LabelCount(label: $0, packets: place / limit)
      }
    }
    return (sensor, labels)
  }
}
