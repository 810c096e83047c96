import Reporting

extension FilterBar {
  /// The bar of a page about sensors: their days, and which of them.
  func days(period: String) -> PageForm {
    var form = full(period: period)
    form.fields.removeAll { !["period", "sensors", "view"].contains($0.name) }
    return form
  }
}
