public import Disclosure
public import Reporting
public import Schema
public import Store

/// What the dashboard shows, and how days and tags are understood.
public struct WebContent: Sendable {
  /// The store that answers.
  public var store: EventStore
  /// The zone in which days begin.
  public var zone: ReportingZone
  /// For each tag at which packets can hint, from how many packets of a source its hints count.
  public var thresholds: [String: Int]
  /// SHA-256 of the rules.
  public var rulesDigest: String
  /// How much everyone may see.
  public var policy: DisclosurePolicy
  /// The operator's country.
  public var home: Region?
  /// The names of networks by their number.
  public var networkNames: [UInt32: String]
  /// The sensors with their groups, as somebody named them now; nil where nobody did.
  public var directory: @Sendable () throws -> SensorDirectory?
  /// What draws figures; nil where it is not installed, and their data stand alone.
  public var renderer: RendererInstallation?
  /// What tags mean, in the order of the rules.
  public var tags: [TagMeaning] = []
  /// How many addresses each region has; nil where no such data are loaded.
  public var addresses: AddressData?
  /// The day of the data that tell networks; nil where they do not say.
  public var networksDate: String?
  /// What belongs to the data directory that this process owns; nil where it owns none.
  public var served: ServedDirectory?

  /// What is in a store.
  public init(
    store: EventStore,
    zone: ReportingZone,
    thresholds: [String: Int],
    rulesDigest: String,
    policy: DisclosurePolicy,
    home: Region?,
    networkNames: [UInt32: String],
    directory: @escaping @Sendable () throws -> SensorDirectory?,
    renderer: RendererInstallation?
  ) {
    self.store = store
    self.zone = zone
    self.thresholds = thresholds
    self.rulesDigest = rulesDigest
    self.policy = policy
    self.home = home
    self.networkNames = networkNames
    self.directory = directory
    self.renderer = renderer
  }
}
