import Disclosure
import Schema

/// The periods that everyone may ask about: whole quarters, so that no two of them overlap and none can be taken from another.
struct PublicQuarters: Hashable, Sendable {
  /// The quarters, the newest first.
  let periods: [Period]

  /// The quarters that have packets and are old enough.
  ///
  /// - Parameters:
  ///   - days: The days that have packets.
  ///   - last: The last day that everyone may know of.
  init(days: [CivilDay], upTo last: CivilDay) {
    let quarters = Set(
      days.compactMap { day in
        Period("\(day.year)-Q\((day.month + 2) / 3)")
      }
    )
    periods = quarters.filter { $0.last <= last }.sorted { $0.first > $1.first }
  }

  /// Quarters that are known already, the newest first.
  init(_ periods: [Period]) {
    self.periods = periods
  }

  /// The quarter that a query names, or else the newest; nil where there is none yet.
  func chosen(by fields: FormFields) throws(WebError) -> Period? {
    guard let text = fields["period"] else { return periods.first }
    guard let period = Period(text) else {
      throw .field("period", "\"\(text)\" is no period", "write 2024-Q3")
    }
    guard periods.contains(period) else {
      let known = periods.prefix(4).map { "\($0)" }.joined(separator: ", ")
      throw WebError(
        403,
        place: "period \(period)",
        problem: "everyone sees whole quarters that have been over for a while",
        remedy: known.isEmpty ? "come back later, or sign in" : "name \(known), or sign in"
      )
    }
    return period
  }
}
