import Analysis
import Schema

/// What rankings have in common, in words.
extension CommonLabels {
  /// One sentence a fact, none for what does not hold.
  var sentences: [String] {
    groups.flatMap(Self.sentences) + sentenceAboutAllButOne + sentenceAboutFirst
  }

  private static func sentences(of facts: GroupFacts) -> [String] {
    let name = facts.group.map { "\($0.rawValue) " } ?? ""
    var sentences: [String] = []
    if facts.commonPlaces == 1, let label = facts.everywhere.first {
      sentences.append("The label in first place is the same at every \(name)sensor: \(label).")
    } else if facts.commonPlaces > 1 {
      let labels = facts.everywhere.prefix(facts.commonPlaces).map(\.description)
      sentences.append(
        "The top \(facts.commonPlaces) are the same at every \(name)sensor: "
          + "\(labels.joined(separator: ", "))."
      )
    }
    if facts.everywhere.count > facts.commonPlaces {
      sentences.append(
        "\(list(facts.everywhere)) \(facts.everywhere.count == 1 ? "is" : "are") in the top 10 of "
          + (facts.sensors == 2 ? "both \(name)sensors." : "all \(facts.sensors) \(name)sensors.")
      )
    }
    return sentences
  }

  private var sentenceAboutAllButOne: [String] {
    guard !allButOne.isEmpty else { return [] }
    let verb = allButOne.count == 1 ? "is" : "are"
    return [
      "\(Self.list(allButOne)) \(verb) in the top 10 of all sensors but one (\(sensors - 1) of "
        + "\(sensors))."
    ]
  }

  private var sentenceAboutFirst: [String] {
    guard let mostOftenFirst else { return [] }
    return ["\(mostOftenFirst) is first at \(firstPlaces) of \(sensors) sensors."]
  }

  private static func list(_ labels: [PortLabel]) -> String {
    let names = labels.map(\.description)
    guard names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
