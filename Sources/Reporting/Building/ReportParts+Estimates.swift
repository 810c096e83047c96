import Analysis
import Schema

/// How Mirai-type hosts come and go, and how many are behind one address.
extension ReportParts {
  /// What is estimated of a middling day; nil where no such host was heard.
  var estimates: ReportSection? {
    let blocks = [churn, processes].compactMap(\.self)
    guard !blocks.isEmpty else { return nil }
    return ReportSection(
      id: "estimates",
      heading: words.text("Mirai-type hosts from day to day", "Mirai型ホストの日々の変化"),
      blocks: blocks
    )
  }

  private var churn: ReportBlock? {
    let name = words.text("Hosts that stay for the next day", "翌日も存在するホスト")
    guard let middle = ChurnFact.middling(of: facts.dailyChurn.values),
      let survival = middle.survival.estimate, let seen = middle.seen
    else {
      let gaps = facts.dailyChurn.values.map(\.survival.gap)
      return missing(facts.dailyChurn, name, gaps)
    }
    let (day, part) = (date(middle.day), share(survival))
    var sentences = [
      words.text(
        "On a middling day\(day), \(words.counted(seen, "Mirai-type host", "")) "
          + "\(seen == 1 ? "was" : "were") seen; of all hosts of this kind on the Internet that day, an "
          + "estimated \(part) were still there on the next (\(words.definition(of: survival))).",
        "中程度の日\(day)に観測したMirai型ホストは\(words.count(seen))アドレスであり、その日にインターネット全体に"
          + "存在したこの種のホストの\(part)が翌日も存在したと推定される（\(words.definition(of: survival))）。"
      )
    ]
    if let arrivals = middle.arrivals {
      let (new, gone) = (arrivals.new, arrivals.gone)
      sentences.append(
        words.text(
          "Of those seen, \(words.count(new)) \(new == 1 ? "was" : "were") seen for the first time in the "
            + "period; of those of the observed day before, \(words.count(gone)) "
            + "\(gone == 1 ? "was" : "were") not seen again in it.",
          "このうち\(words.count(new))アドレスは期間内で初めて観測された。前の観測日に観測したホストのうち"
            + "\(words.count(gone))アドレスは、その後期間内に観測されていない。"
        )
      )
    }
    return paragraph(sentences)
  }

  private var processes: ReportBlock? {
    let name = words.text("Bots behind one address", "1アドレスの背後にあるボット")
    guard let middle = ProcessFact.middling(of: facts.botProcesses.values),
      let several = middle.shareWithSeveral.estimate, let addresses = middle.addresses
    else {
      return missing(
        facts.botProcesses,
        name,
        facts.botProcesses.values.map(\.shareWithSeveral.gap)
      )
    }
    let (day, part) = (date(middle.day), share(several))
    var sentences = [
      words.text(
        "On a middling day\(day), \(words.counted(addresses, "address", "", plural: "addresses")) showed a "
          + "process of the bot, and \(part) of them several at once (\(words.definition(of: several))).",
        "中程度の日\(day)にボットのプロセスを確認できたアドレスは\(words.count(addresses))であり、その\(part)で"
          + "複数のプロセスが同時に動作していた（\(words.definition(of: several))）。"
      )
    ]
    if let processes = middle.processes {
      sentences.append(
        words.text(
          "Behind them \(processes == 1 ? "was" : "were") at least \(words.counted(processes, "device", "")).",
          "その背後には少なくとも\(words.count(processes))台の機器があった。"
        )
      )
    }
    return paragraph(sentences)
  }

  /// Why a statistic gave no estimate; nil where nothing was heard of which there could be one.
  private func missing<Values>(
    _ statistic: Statistic<Values>,
    _ name: String,
    _ gaps: [EstimateGap?]
  ) -> ReportBlock? {
    switch statistic.absence {
    case .notHeard, .notObserved: nil
    case let absence?: .paragraph("\(name)\(words.text(": ", "："))\(words.sentence(absence))")
    case nil where gaps.isEmpty: nil
    case nil: .paragraph("\(name)\(words.text(": ", "："))\(words.sentence(.methodFails))")
    }
  }

  /// A day in brackets; nothing where it is withheld.
  private func date(_ day: CivilDay?) -> String {
    day.map { words.text(" (\($0))", "（\($0)）") } ?? ""
  }

  /// A share with its interval.
  private func share(_ estimate: Estimate) -> String {
    let interval = words.interval(estimate) { words.percent($0) }
    return words.text(
      "\(words.percent(estimate.value)) (95 % interval \(interval))",
      "\(words.percent(estimate.value))（95 %区間 \(interval)）"
    )
  }
}
