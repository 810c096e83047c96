import ArgumentParser

/// The forms in which a listing is printed.
enum ListingFormat: String, ExpressibleByArgument, CaseIterable {
  /// For reading.
  case table
  /// With a head line, for spreadsheets.
  case csv
  /// For programs.
  case json
}
