extension RouteTable {
  /// The pages of people who work with the data.
  static func work(_ site: Site) -> [Route] {
    let pages: [[Route]] = [
      SourcesPage(site).routes, ComparePage(site).routes, ReportPages(site).routes,
      QualityPage(site).routes, SensorPage(site).routes, SensorAdminPage(site).routes,
      TokenAdminPage(site).routes, RulesPage(site).routes, AuditPage(site).routes,
    ]
    return pages.flatMap(\.self)
  }
}
