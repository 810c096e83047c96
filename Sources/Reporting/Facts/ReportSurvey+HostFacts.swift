import Analysis
import Schema
import Store

extension ReportSurvey.Work {
  /// What sources say.
  struct HostFacts: Sendable {
    /// Mirai-type hosts.
    var byRegion: Statistic<MiraiHostFacts>
    var domesticScanners: Statistic<DailySeries<HostPopulation>>
    var gre: Statistic<DailySeries<HostPopulation>>
    var of445: Statistic<DailySeries<String>>
    var researchShare: Statistic<ResearchFacts>
    var dailyChurn: Statistic<[ChurnFact]>
    var botProcesses: Statistic<[ProcessFact]>
  }

  /// What Mirai's feature tells beside the number of hosts that have it.
  struct MiraiFacts: Sendable {
    /// Mirai-type packets of all, from everywhere and from home, and what sources they have.
    var shares: Statistic<[LabelPopulation]>
    var homeShares: Statistic<[LabelPopulation]>
    var feature: Statistic<[LabelPopulation]>
    var estimates: Statistic<[EstimateFact]>
  }

  /// Asks what sources say.
  func hostFacts() async throws(StoreError) -> HostFacts {
    HostFacts(
      byRegion: try await miraiHosts(),
      domesticScanners: try await domesticScanners(),
      gre: try await greHosts(),
      of445: try await hostsOf445(),
      researchShare: try await researchShare(),
      dailyChurn: try await dailyChurn(),
      botProcesses: try await botProcesses()
    )
  }

  /// Asks what Mirai's feature tells.
  func miraiFacts() async throws(StoreError) -> MiraiFacts {
    // The one statistic that takes longer to compute than to ask: it is made while the store answers the rest.
    let sightings = try await miraiSightings()
    async let estimated = estimates(sightings)
    let shares = try await miraiShares()
    return MiraiFacts(
      shares: shares.all,
      homeShares: shares.home,
      feature: shares.hosts,
      estimates: await estimated
    )
  }
}
