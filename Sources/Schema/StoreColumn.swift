/// A column of a table of the store: the one place where its name, type and meaning are written.
///
/// The table's SQL, the encoder of its rows, the words of questions, the heads of CSV, the keys of
/// JSON and docs/schema.md are made from it.
public struct StoreColumn: Hashable, Sendable {
  /// How the values of neighbouring rows are related, from which the store chooses a codec.
  public enum Course: Hashable, Sendable {
    /// The same value comes again and again.
    case repeating
    /// Each value is a little larger than the one before.
    case rising
    /// Numbers in no order, often multiples of a unit.
    case scattered
  }

  /// The name in SQL, in the heads of CSV and in the keys of JSON.
  public let name: String
  /// What it holds.
  public let type: StoreType
  /// In what a number is counted; nil where there is nothing to count in.
  public let unit: String?
  /// One sentence without its full stop.
  public let meaning: String
  /// The IPFIX information element (RFC 7012) or the RFC that defines the value; nil for our own.
  public let source: String?
  /// A value as JSON shows it.
  public let example: String
  /// How neighbouring values are related.
  public let course: Course
  /// The SQL that makes the value of other columns when it is asked for; nil where it is kept.
  public let expression: String?

  init(
    _ name: String,
    _ type: StoreType,
    _ meaning: String,
    unit: String? = nil,
    source: String? = nil,
    example: String,
    course: Course = .repeating,
    expression: String? = nil
  ) {
    self.name = name
    self.type = type
    self.unit = unit
    self.meaning = meaning
    self.source = source
    self.example = example
    self.course = course
    self.expression = expression
  }
}
