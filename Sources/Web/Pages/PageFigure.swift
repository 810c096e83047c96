/// A figure of a page: a picture, its specification, and the table with its data.
struct PageFigure: Hashable, Sendable {
  /// The picture; nil where nothing draws.
  var picture: String?
  /// Its specification.
  var specification: String
  /// What it shows, for who cannot see it.
  var description: String
  /// Its data.
  var table: PageTable
  /// The picture as PNG; nil where nothing draws.
  var raster: String?
  /// Its data as CSV; nil where they have no address.
  var csv: String?
  /// How it is counted; nil where no page says.
  var definition: String?
}
