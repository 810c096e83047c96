import Reporting

/// The filter bar of a page: its fields as the address has them.
struct FilterBar {
  let request: WebRequest
  let path: String

  /// The bar of somebody who may ask anything.
  func full(period: String) -> PageForm {
    let names = ["period", "sensors"] + FilterQuery.kinds.map(\.name).filter { $0 != "stack" }
    return bar(
      names.map { name in
        var field = PageForm.Field(
          .text,
          name,
          FilterWords.label(name)[request.language],
          value: request.query.all(name).joined(separator: ",")
        )
        field.hint = name == "period" ? period : FilterWords.hint(name)
        return field
      }
    )
  }

  /// The bar of everyone: the quarters that are public.
  func quarters(_ quarters: PublicQuarters, chosen: String) -> PageForm {
    var field = PageForm.Field(
      .select,
      "period",
      Words.period[request.language],
      value: chosen
    )
    field.options = quarters.periods.map { PageForm.Option(value: "\($0)", label: "\($0)") }
    return bar([field])
  }

  private func bar(_ fields: [PageForm.Field]) -> PageForm {
    var fields = fields
    if request.query["view"] == "public" {
      fields.append(PageForm.Field(.hidden, "view", value: "public"))
    }
    var form = PageForm(
      path,
      FilterWords.bar[request.language],
      fields,
      button: FilterWords.show[request.language]
    )
    form.asks = true
    form.isBar = true
    return form
  }
}
