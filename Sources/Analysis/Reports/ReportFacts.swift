public import Schema

/// All that a report of a period says, in numbers: the report's JSON, and what its documents are made from.
///
/// A statistic that could not be made has no values and says why; a value that is not there is nil, never 0.
public struct ReportFacts: Hashable, Sendable, Codable {
  /// The form of the file; another form has another number.
  public static var currentForm: Int { 1 }

  /// The form.
  public var form: Int
  /// For whom the numbers are: `public` or `internal`.
  public var audience: String
  /// The period.
  public var period: Period
  /// The period before, of the same kind.
  public var previousPeriod: Period?
  /// The same period of the year before.
  public var yearBefore: Period?
  /// The zone in which days begin.
  public var zone: String
  /// The operator's country, inside of which sensors are domestic.
  public var home: Region?
  /// The data.
  public var data: ReportData
  /// The sensors, by group and rank.
  public var sensors: [ReportedSensor]
  /// Who listened when.
  public var coverage: CoverageFacts
  /// Packets of the period.
  public var packets: Statistic<UInt64?>
  /// The ports with the most packets, at most 10.
  public var topPorts: Statistic<[RankedFact<PortLabel>]>
  /// The regions with the most packets, at most 10.
  public var topRegions: Statistic<[RankedFact<Region>]>
  /// Packets per sensor-day by group.
  public var dailyPackets: Statistic<DailySeries<SensorGroup?>>
  /// Packets per sensor-day to the top 5 ports.
  public var dailyPorts: Statistic<DailySeries<PortLabel>>
  /// Packets per sensor-day from the top 5 regions.
  public var dailyRegions: Statistic<DailySeries<Region>>
  /// Mirai-type hosts.
  public var miraiHosts: Statistic<MiraiHostFacts>
  /// Packets per day per sensor, by month and group.
  public var averages: Statistic<[AverageFact]>
  /// The labels with the most packets at each sensor.
  public var sensorTops: Statistic<[SensorTop]>
  /// What these rankings have in common.
  public var common: CommonLabels
  /// Mirai-type packets of all packets to the ports that have most of them, from all regions.
  public var miraiShares: Statistic<[LabelPopulation]>
  /// The same from the home country.
  public var homeMiraiShares: Statistic<[LabelPopulation]>
  /// Hosts that sent Mirai-type packets, of all hosts of the labels with most of these.
  public var miraiFeature: Statistic<[LabelPopulation]>
  /// Domestic scanners a day: self-declared, and others.
  public var domesticScanners: Statistic<DailySeries<HostPopulation>>
  /// Hosts a day of GRE.
  public var greHosts: Statistic<DailySeries<HostPopulation>>
  /// Hosts a day of 445/TCP, by stack fingerprint: the five with the most.
  public var hostsOf445: Statistic<DailySeries<String>>
  /// What research scanners send.
  public var researchShare: Statistic<ResearchFacts>
  /// Estimates of what no sensor sees.
  public var estimates: Statistic<[EstimateFact]>
  /// How Mirai-type hosts come and go, by day.
  public var dailyChurn: Statistic<[ChurnFact]>
  /// Processes of Mirai behind one address, by day.
  public var botProcesses: Statistic<[ProcessFact]>
  /// Where the hundred labels with the most packets, all tags, and the largest prefixes and networks were heard.
  public var vantage: Statistic<[VantageFinding]>
  /// How much the sensors' rankings agree, in the order of `sensorTops`.
  public var rankAgreement: Statistic<RankAgreement>
  /// What the machine found worth attention; none is a legitimate answer.
  public var phenomena: [Phenomenon]
  /// Products to which sources were traced; empty until devices are known.
  public var products: [ProductFact]

  private enum CodingKeys: String, CodingKey {
    case form, audience, period, zone, home, data, sensors, coverage, packets, averages, common
    case estimates, vantage, phenomena, products
    case dailyChurn = "daily_churn"
    case botProcesses = "processes_behind_addresses"
    case rankAgreement = "rank_agreement"
    case previousPeriod = "previous_period"
    case yearBefore = "year_before"
    case topPorts = "top_ports"
    case topRegions = "top_regions"
    case dailyPackets = "daily_packets"
    case dailyPorts = "daily_ports"
    case dailyRegions = "daily_regions"
    case miraiHosts = "mirai_hosts"
    case sensorTops = "sensor_tops"
    case miraiShares = "mirai_shares"
    case homeMiraiShares = "home_mirai_shares"
    case miraiFeature = "mirai_feature"
    case domesticScanners = "domestic_scanners"
    case greHosts = "gre_hosts"
    case hostsOf445 = "hosts_of_445"
    case researchShare = "research_share"
  }

  /// The facts of a period; what is added later is empty at first.
  public init(
    audience: String,
    period: Period,
    previousPeriod: Period?,
    yearBefore: Period?,
    zone: String,
    home: Region?,
    data: ReportData,
    sensors: [ReportedSensor],
    coverage: CoverageFacts,
    packets: Statistic<UInt64?>,
    topPorts: Statistic<[RankedFact<PortLabel>]>,
    topRegions: Statistic<[RankedFact<Region>]>,
    dailyPackets: Statistic<DailySeries<SensorGroup?>>,
    dailyPorts: Statistic<DailySeries<PortLabel>>,
    dailyRegions: Statistic<DailySeries<Region>>,
    miraiHosts: Statistic<MiraiHostFacts>,
    averages: Statistic<[AverageFact]>,
    sensorTops: Statistic<[SensorTop]>,
    common: CommonLabels,
    miraiShares: Statistic<[LabelPopulation]>,
    homeMiraiShares: Statistic<[LabelPopulation]>,
    miraiFeature: Statistic<[LabelPopulation]>,
    domesticScanners: Statistic<DailySeries<HostPopulation>>,
    greHosts: Statistic<DailySeries<HostPopulation>>,
    hostsOf445: Statistic<DailySeries<String>>,
    researchShare: Statistic<ResearchFacts>,
    estimates: Statistic<[EstimateFact]>,
    dailyChurn: Statistic<[ChurnFact]>,
    botProcesses: Statistic<[ProcessFact]>,
    vantage: Statistic<[VantageFinding]>,
    rankAgreement: Statistic<RankAgreement>,
    phenomena: [Phenomenon] = [],
    products: [ProductFact] = []
  ) {
    form = Self.currentForm
    self.audience = audience
    self.period = period
    self.previousPeriod = previousPeriod
    self.yearBefore = yearBefore
    self.zone = zone
    self.home = home
    self.data = data
    self.sensors = sensors
    self.coverage = coverage
    self.packets = packets
    self.topPorts = topPorts
    self.topRegions = topRegions
    self.dailyPackets = dailyPackets
    self.dailyPorts = dailyPorts
    self.dailyRegions = dailyRegions
    self.miraiHosts = miraiHosts
    self.averages = averages
    self.sensorTops = sensorTops
    self.common = common
    self.miraiShares = miraiShares
    self.homeMiraiShares = homeMiraiShares
    self.miraiFeature = miraiFeature
    self.domesticScanners = domesticScanners
    self.greHosts = greHosts
    self.hostsOf445 = hostsOf445
    self.researchShare = researchShare
    self.estimates = estimates
    self.dailyChurn = dailyChurn
    self.botProcesses = botProcesses
    self.vantage = vantage
    self.rankAgreement = rankAgreement
    self.phenomena = phenomena
    self.products = products
  }
}
