/// Data about addresses from which a report was made.
public struct ReportSource: Hashable, Sendable, Codable {
  /// What kind of data it is, in words.
  public var kind: String
  /// Its file's name, without the path, which is the operator's business.
  public var name: String
  /// The day of the data; nil where they do not say.
  public var date: String?
  /// Their licence; nil where they state none.
  public var licence: String?

  private enum CodingKeys: String, CodingKey { case kind, name, date, licence }

  /// Data of a file.
  ///
  /// - Parameters:
  ///   - kind: What kind of data it is.
  ///   - path: The file.
  ///   - date: The day of the data.
  ///   - licence: Their licence.
  public init(kind: String, path: String, date: String?, licence: String?) {
    self.kind = kind
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.date = date
    self.licence = licence
  }

  /// The line at a document's foot.
  public var line: String { "\(kind): \(name)" + (date.map { ", \($0)" } ?? "") }

  /// The object, with all of its keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(name, forKey: .name)
    try container.encode(date, forKey: .date)
    try container.encode(licence, forKey: .licence)
  }
}
