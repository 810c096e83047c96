import Reporting
import Schema

/// Over how many days ports are ranked in their history: `step=day` or `step=week`.
struct PortSteps: Hashable, Sendable {
  /// The field of the address.
  static let field = "step"
  /// From how many days on weeks say more than days.
  private static let manyDays = 45
  private static let steps = [("day", 1), ("week", 7)]

  /// How many days a stretch has.
  let days: Int

  /// The stretches of a request: what it names, else days, and weeks of long periods.
  init(_ request: WebRequest, _ period: Period) throws(WebError) {
    guard let text = request.query[Self.field] else {
      days = period.dayCount > Self.manyDays ? 7 : 1
      return
    }
    guard let step = Self.steps.first(where: { $0.0 == text }) else {
      throw .field(Self.field, "\"\(text.prefix(50))\" is no step", "write day or week")
    }
    days = step.1
  }

  /// The choice in the filter bar.
  func field(_ language: Language) -> PageForm.Field {
    var field = PageForm.Field(
      .select,
      Self.field,
      DrawingWords.stepWord[language],
      value: Self.steps.first { $0.1 == days }?.0 ?? ""
    )
    field.options = Self.steps.map { name, days in
      PageForm.Option(value: name, label: DrawingWords.step(days)[language])
    }
    return field
  }
}
