import Reporting

/// The filter bar of a page: its fields as the address has them.
struct FilterBar {
  let request: WebRequest
  let path: String

  /// The bar of somebody who may ask anything.
  ///
  /// - Parameters:
  ///   - period: The days that are shown when none are named.
  ///   - others: The fields of the page itself.
  /// - Returns: The bar.
  func full(period: String, adding others: [PageForm.Field] = []) -> PageForm {
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
      } + others
    )
  }

  /// The bar of what is asked of sensors and not of packets.
  func days(period: String) -> PageForm {
    var form = full(period: period)
    form.fields.removeAll { field in FilterQuery.kinds.contains { $0.name == field.name } }
    return form
  }

  /// The bar of the first page, whose day is always the last.
  func overview(day: String) -> PageForm {
    var form = full(period: day)
    form.fields.removeAll { $0.name == "period" }
    return form
  }

  /// The bar of everyone: the quarters that are public.
  func quarters(
    _ quarters: PublicQuarters,
    chosen: String,
    adding others: [PageForm.Field] = []
  ) -> PageForm {
    var field = PageForm.Field(
      .select,
      "period",
      Words.period[request.language],
      value: chosen
    )
    field.options = quarters.periods.map { PageForm.Option(value: "\($0)", label: "\($0)") }
    return bar([field] + others)
  }

  private func bar(_ fields: [PageForm.Field]) -> PageForm {
    var fields = fields
    for name in ["view", "sort"] {
      if let value = request.query[name] {
        fields.append(PageForm.Field(.hidden, name, value: value))
      }
    }
    var form = PageForm(
      path,
      FilterWords.bar[request.language],
      fields,
      button: FilterWords.show[request.language]
    )
    form.asks = true
    form.isBar = true
    let view = request.query["view"].map { "view=\(FormFields.encoded($0))" } ?? ""
    let query = request.query.query()
    form.tools = PageForm.Tools(
      clear: view.isEmpty ? path : "\(path)?\(view)",
      link: query.isEmpty ? path : "\(path)?\(query)"
    )
    return form
  }
}
