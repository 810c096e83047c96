public import Schema

/// When the gate opens.
extension DisclosurePolicy {
  /// The day on which the gate opens for a report: today, or the first day on which it opens as wide.
  ///
  /// - Parameters:
  ///   - period: The report's days.
  ///   - today: The present day in the reporting zone.
  /// - Returns: The day, the same whenever a report of old days is made.
  public func disclosureDay(of period: Period, today: CivilDay) -> CivilDay {
    min(today, CivilDay(number: period.last.number + delayDays + 1))
  }
}
