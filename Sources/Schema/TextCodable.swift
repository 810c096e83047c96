/// A value that files write as the text by which people know it: `"2024-07-15"`, `"23/TCP"`, `"BR"`.
public protocol TextCodable: Codable, CustomStringConvertible {
  /// The value of a text, nil where the text has none.
  static func value(of text: String) -> Self?
}

extension TextCodable {
  /// Reads the value's text.
  public init(from decoder: any Decoder) throws {
    self = try Self.value(from: decoder)
  }

  /// The value whose text stands next.
  static func value(from decoder: any Decoder) throws -> Self {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self.value(of: text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text.prefix(100))\" is no \(Self.self)"
      )
    }
    return value
  }

  /// Writes the value's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension CivilDay: TextCodable {
  /// The day of a text such as `2024-07-15`.
  public static func value(of text: String) -> CivilDay? { CivilDay(text) }
}

extension CivilMonth: TextCodable {
  /// The month of a text such as `2024-07`.
  public static func value(of text: String) -> CivilMonth? {
    CivilDay("\(text)-01").map(CivilMonth.init)
  }
}

extension Period: TextCodable {
  /// The period of a text such as `2024-Q3`.
  public static func value(of text: String) -> Period? { Period(text) }
}

extension PortLabel: TextCodable {
  /// The label of a text such as `23/TCP`.
  public static func value(of text: String) -> PortLabel? { PortLabel(text) }

  // What has a raw value would be written as that, so the two are said again.

  /// Reads the label's text.
  public init(from decoder: any Decoder) throws { self = try Self.value(from: decoder) }

  /// Writes the label's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Region: TextCodable {
  /// The region of two letters, or of `unknown`.
  public static func value(of text: String) -> Region? {
    text == unknown.description ? .unknown : Region(text)
  }
}

extension SensorGroup: Codable {}
