public import Analysis
import Schema

/// What rankings have in common, in words.
extension CommonLabels {
  /// One sentence a fact, none for what does not hold.
  public func sentences(in language: Language) -> [String] {
    let words = ReportWords(language)
    return groups.flatMap { Self.sentences(of: $0, words) } + sentenceAboutAllButOne(words)
      + sentenceAboutFirst(words)
  }

  private static func sentences(of facts: GroupFacts, _ words: ReportWords) -> [String] {
    let name = words.attribute(facts.group)
    var sentences: [String] = []
    if facts.commonPlaces == 1, let label = facts.everywhere.first {
      sentences.append(
        words.text(
          "The label in first place is the same at every \(name)sensor: \(label).",
          "すべての\(name)センサーで1位が同じであり、\(label)である。"
        )
      )
    } else if facts.commonPlaces > 1 {
      let labels = facts.everywhere.prefix(facts.commonPlaces).map(\.description)
      sentences.append(
        words.text(
          "The top \(facts.commonPlaces) are the same at every \(name)sensor: "
            + "\(labels.joined(separator: ", ")).",
          "すべての\(name)センサーで上位\(facts.commonPlaces)位までが一致しており、"
            + "順に\(words.list(labels))である。"
        )
      )
    }
    if facts.everywhere.count > facts.commonPlaces {
      let labels = words.list(facts.everywhere.map(\.description))
      sentences.append(
        words.text(
          "\(labels) \(facts.everywhere.count == 1 ? "is" : "are") in the top 10 of "
            + (facts.sensors == 2
              ? "both \(name)sensors." : "all \(facts.sensors) \(name)sensors."),
          "\(labels)は、\(name)センサー\(facts.sensors)台すべてでトップ10に入っている。"
        )
      )
    }
    return sentences
  }

  private func sentenceAboutAllButOne(_ words: ReportWords) -> [String] {
    guard !allButOne.isEmpty else { return [] }
    let labels = words.list(allButOne.map(\.description))
    return [
      words.text(
        "\(labels) \(allButOne.count == 1 ? "is" : "are") in the top 10 of all sensors but one "
          + "(\(sensors - 1) of \(sensors)).",
        "\(labels)は、1台を除くすべてのセンサー（\(sensors)台中\(sensors - 1)台）で"
          + "トップ10に入っている。"
      )
    ]
  }

  private func sentenceAboutFirst(_ words: ReportWords) -> [String] {
    guard let mostOftenFirst else { return [] }
    return [
      words.text(
        "\(mostOftenFirst) is first at \(firstPlaces) of \(sensors) sensors.",
        "\(sensors)台中\(firstPlaces)台のセンサーで\(mostOftenFirst)が1位である。"
      )
    ]
  }
}
