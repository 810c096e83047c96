import Foundation
import Reporting

/// What is known about a source, as `hirundo show` prints it.
struct ShowReport {
  let listing: SourceListing

  init(_ listing: SourceListing) {
    self.listing = listing
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table: for line in lines { try output.write(line) }
    case .csv:
      try output.write("facet,key,packets,sources,first_seen,last_seen,note")
      for section in listing.sections {
        for row in section.rows {
          try output.write(
            CSV.row([
              section.facet.rawValue, row.key, "\(row.packets)", "\(row.sources)",
              listing.time(row.firstSeen), listing.time(row.lastSeen), row.note ?? "",
            ])
          )
        }
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(listing), as: UTF8.self))
    }
    try output.flush()
  }
}
