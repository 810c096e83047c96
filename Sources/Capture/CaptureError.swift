/// Why a capture cannot be read further, or not be written, as one sentence with its remedy.
public struct CaptureError: Error, Hashable, Sendable {
  /// The file's path; `-` for standard input and output.
  public var path: String
  /// The place of the fault in bytes from the beginning, nil where it is the file as a whole.
  public var offset: Int64?
  /// Whether `offset` counts decompressed bytes.
  public var isDecompressed: Bool
  /// The rule that was broken.
  public var rule: String
  /// The number of bytes that the rule needs.
  public var needed: Int64?
  /// The number of bytes that were there.
  public var available: Int64?
  /// What the operator can do.
  public var remedy: String
  /// Whether it is an interface that is not there or has no link now, and may have one later.
  public var isOfAbsentInterface = false

  /// A fault of a file.
  public init(
    path: String,
    offset: Int64? = nil,
    isDecompressed: Bool = false,
    rule: String,
    needed: Int64? = nil,
    available: Int64? = nil,
    remedy: String
  ) {
    self.path = path
    self.offset = offset
    self.isDecompressed = isDecompressed
    self.rule = rule
    self.needed = needed
    self.available = available
    self.remedy = remedy
  }
}

extension CaptureError: CustomStringConvertible {
  /// The sentence: file, place, rule, remedy.
  public var description: String {
    var sentence = path == "-" ? "standard input or output" : path
    if let offset { sentence += " at byte \(offset)" }
    if offset != nil, isDecompressed { sentence += " of the decompressed data" }
    sentence += ": \(rule)"
    if let needed { sentence += ", \(needed) bytes are needed" }
    if let available {
      sentence += needed == nil ? ", \(available) bytes are" : " and \(available)"
    }
    if available != nil { sentence += " there" }
    return sentence + "; \(remedy)."
  }
}
