import Analysis
import Schema
import Store

extension ReportSurvey.Work {
  /// What sources say.
  struct HostFacts: Sendable {
    var mirai: Statistic<MiraiHostFacts>
    /// Mirai-type packets of all, from everywhere and from home, and what sources they have.
    var shares: Statistic<[LabelPopulation]>
    var homeShares: Statistic<[LabelPopulation]>
    var feature: Statistic<[LabelPopulation]>
    var domesticScanners: Statistic<DailySeries<HostPopulation>>
    var gre: Statistic<DailySeries<HostPopulation>>
    var of445: Statistic<DailySeries<String>>
    var researchShare: Statistic<ResearchFacts>
    var estimates: Statistic<[EstimateFact]>
    var dailyChurn: Statistic<[ChurnFact]>
    var botProcesses: Statistic<[ProcessFact]>
  }

  /// Asks what sources say.
  func hostFacts() async throws(StoreError) -> HostFacts {
    // The one statistic that takes longer to compute than to ask: it is made while the store answers the rest.
    let sightings = try await miraiSightings()
    async let estimated = estimates(sightings)
    let shares = try await miraiShares()
    return HostFacts(
      mirai: try await miraiHosts(),
      shares: shares.all,
      homeShares: shares.home,
      feature: shares.hosts,
      domesticScanners: try await domesticScanners(),
      gre: try await greHosts(),
      of445: try await hostsOf445(),
      researchShare: try await researchShare(),
      estimates: await estimated,
      dailyChurn: try await dailyChurn(),
      botProcesses: try await botProcesses()
    )
  }
}
