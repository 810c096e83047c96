import Schema

extension Finding {
  /// What was found, in one sentence.
  ///
  /// `23/TCP rose in packets: 148, expected 48; 81 % of it is network AS64500.`
  public var sentence: String {
    guard let subject, let main = changes.first, let strongest = main.strongest else {
      return "\(count) more findings on this day, too many to be told one by one."
    }
    var text = "\(Self.named(subject)) \(verb) \(Self.size(strongest))"
    let others = changes.count - 1
    if others > 0 { text += ", with \(others) other series" }
    if let first = contributions.first {
      let part = Self.rounded(min(first.share, 1) * 100)
      text += "; \(part) % of it is \(first.facet.rawValue) \(first.name)"
    }
    switch verdict {
    case .oneKind(let kind): text += "; only what carries \(kind) fell"
    case .everywhere: text += "; other places fell as much"
    case .outage: text += "; sensors were missing"
    case .blackout, nil: break
    }
    return text + "."
  }

  private var verb: String {
    switch kind {
    case .rise: "rose"
    case .slowRise: "rose slowly"
    case .appeared: "appeared"
    case .burst: "rose for a short time"
    case .fall: "fell"
    case .blackout: "lost its sources"
    case .storm: "changed"
    }
  }

  private static func named(_ subject: SeriesSubject) -> String {
    switch subject {
    case .label, .network: "\(subject)"
    case .region: "Region \(subject)"
    case .tag: "Tag \(subject)"
    case .group: "Sensors \(subject)"
    case .stack: "Stack \(subject)"
    }
  }

  private static func size(_ evidence: SeriesChange.Evidence) -> String {
    "in \(evidence.measure.rawValue): \(rounded(evidence.observed)), expected \(rounded(evidence.expected))"
  }

  /// A number with one decimal below ten.
  private static func rounded(_ value: Double) -> String {
    let scaled = (value * 10).rounded() / 10
    return scaled < 10 ? "\(scaled)" : "\(Int64(scaled.rounded()))"
  }
}
