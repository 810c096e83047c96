import Analysis
import Schema

/// The words and numbers of a language, from which sentences, tables and figures are made.
///
/// English and Japanese of one thing stand beside each other, so that both say the same.
struct ReportWords: Hashable, Sendable {
  /// The language.
  let language: Language

  /// Words of a language.
  init(_ language: Language) {
    self.language = language
  }

  /// The one of two texts that is of the language.
  func text(_ english: String, _ japanese: String) -> String {
    language == .en ? english : japanese
  }

  // MARK: Numbers

  /// A count with its thousands separated: `1,234,567`.
  func count(_ value: some BinaryInteger) -> String {
    var text = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A number with some decimals, thousands separated; `–` for what is no finite number.
  func number(_ value: Double, decimals: Int = 0) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int64((value.magnitude * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + count(scaled) }
    let rest = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: decimals - rest.count)
    return "\(sign)\(count(scaled / Int64(scale))).\(zeros)\(rest)"
  }

  /// A part of 1 as a percentage: `12.3 %`.
  func percent(_ share: Double) -> String { "\(number(share * 100, decimals: 1)) %" }

  /// A ratio with as many decimals as matter: `0.45`, `2.3`, `17`.
  func ratio(_ value: Double) -> String {
    number(value, decimals: value < 1 ? 2 : value < 9.95 ? 1 : 0)
  }

  /// A rate with a decimal where it matters: `6,700`, `12.3`.
  func rate(_ value: Double) -> String { number(value, decimals: value < 100 ? 1 : 0) }

  /// The 95 % interval of an estimate: `1.2 to 3.4`; `at least 1.2` where nothing bounds it above.
  func interval(_ estimate: Estimate, _ format: (Double) -> String) -> String {
    guard let upper = estimate.upper else {
      return text("at least \(format(estimate.lower))", "\(format(estimate.lower))以上")
    }
    return text(
      "\(format(estimate.lower)) to \(format(upper))",
      "\(format(estimate.lower))～\(format(upper))"
    )
  }

  /// A count with what is counted: `1 day`, `1,234 days`; `1,234日`.
  func counted(
    _ value: some BinaryInteger,
    _ noun: String,
    _ counter: String,
    plural: String? = nil
  ) -> String {
    text(
      "\(count(value)) \(value == 1 ? noun : plural ?? "\(noun)s")",
      "\(count(value))\(counter)"
    )
  }

  // MARK: Names

  /// Names one after another: `23/TCP, 80/TCP and ICMP`; `23/TCP、80/TCP、ICMP`.
  func list(_ names: [String]) -> String {
    guard language == .en, names.count > 1 else { return names.joined(separator: "、") }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }

  /// A group as an attribute: `domestic `, `国内`; nothing for all sensors together.
  func attribute(_ group: SensorGroup?) -> String {
    switch group {
    case nil: ""
    case .domestic: text("domestic ", "国内")
    case .overseas: text("overseas ", "海外")
    case let group?: text("\(group.rawValue) ", "\(group.rawValue)")
    }
  }

  /// A group as the name of a line or row: `domestic`, `国内`.
  func name(_ group: SensorGroup?) -> String {
    guard let group else { return text("no group", "グループなし") }
    return group == .domestic || group == .overseas
      ? text(group.rawValue, attribute(group)) : group.rawValue
  }

  /// What a report calls a sensor: `Domestic sensor 1`, `Sensor overseas #2`; `国内センサー1`.
  func name(_ sensor: SensorRank) -> String {
    guard let group = sensor.group else {
      return text("Sensor \(sensor.rank)", "センサー\(sensor.rank)")
    }
    return text(group.label(rank: sensor.rank), "\(attribute(group))センサー\(sensor.rank)")
  }

  /// A region: its two letters, or that it is unknown.
  func name(_ region: Region) -> String {
    region == .unknown ? text("unknown", "不明") : region.description
  }

  /// The title of the definition that an estimate goes by: `Host estimates`, `ホスト数の推定`.
  ///
  /// The page of a method stands before its colon; what is behind it is for programs.
  func definition(of estimate: Estimate) -> String {
    let page = estimate.method.prefix { $0 != ":" }
    return switch page {
    case "DailyChurn": text("definition: Daily churn", "定義：日々の入れ替わり")
    case "HostEstimates": text("definition: Host estimates", "定義：ホスト数の推定")
    case "ProcessesBehindAddresses":
      text("definition: Processes behind addresses", "定義：アドレスの背後のプロセス")
    default: String(page)
    }
  }

  /// A line of hosts.
  func name(_ population: HostPopulation) -> String {
    switch population {
    case .declaredScanners: text("self-declared scanners", "調査目的を公表しているスキャナー")
    case .otherScanners: text("others", "その他")
    case .gre: "GRE"
    case .port445: "445/TCP"
    }
  }

  /// A stretch of days: `2024-07-01 to 2024-09-30`, or one day.
  func days(_ first: CivilDay, _ last: CivilDay) -> String {
    first == last ? "\(first)" : text("\(first) to \(last)", "\(first)～\(last)")
  }

  /// Where a value stood before; nil where nobody listened, which a table leaves empty.
  func name(_ rank: FormerRank?) -> String? {
    switch rank {
    case nil: nil
    case .place(let place): "\(place)"
    case .beyond: text("out of top 10", "トップ10圏外")
    case .new: text("new", "新規")
    }
  }

  /// Why something is not there, as a sentence.
  func sentence(_ absence: Absence) -> String {
    switch absence {
    case .notObserved:
      text("No sensor listened in this period.", "この期間に観測していたセンサーはない。")
    case .notHeard:
      text(
        "The sensors listened and received no such packet.",
        "センサーは観測していたが、該当するパケットは届かなかった。"
      )
    case .tooFewSensors:
      text(
        "There are too few sensors for this comparison.",
        "この比較を行うにはセンサーが少なすぎる。"
      )
    case .noEarlierPeriod:
      text(
        "No sensor listened in the period with which it would be compared.",
        "比較対象の期間に観測していたセンサーはない。"
      )
    case .rowsDropped:
      text(
        "This needs single packets, which are no longer kept for all days of the period.",
        "これには個々のパケットが必要だが、期間の一部の日については保存期間を過ぎている。"
      )
    case .noHome:
      text(
        "No home country is configured, so nothing is domestic or overseas.",
        "自国が設定されていないため、国内と海外を区別できない。"
      )
    case .methodFails:
      text(
        "The assumption of the method does not hold for these data.",
        "このデータでは推定方法の前提が成り立たない。"
      )
    case .withheld:
      text(
        "This is not published, because it could show where a sensor is.",
        "センサーの所在が分かるおそれがあるため、公表しない。"
      )
    }
  }
}
