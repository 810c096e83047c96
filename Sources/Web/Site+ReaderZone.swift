import Schema

/// In which zone times stand.
extension Site {
  /// The zone that the reader chose for times, or the reporting zone; days are always those of the reporting zone.
  func readerZone(_ request: WebRequest) -> ReportingZone {
    request.display.zone(orElse: content.zone)
  }
}
