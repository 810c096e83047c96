/// Why a frame could not be read to the end of its headers, with coordinates.
///
/// An anomaly never hides what was read before it: the packet keeps every field that was found.
public struct Anomaly: Hashable, Sendable {
  /// Which rule a header breaks.
  public struct Rule: RawRepresentable, Hashable, Sendable {
    /// The rule's name in tables: `cut`, `invalid-version`.
    public var rawValue: String

    /// The rule of a name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The capture kept fewer bytes than the header has.
    public static let cut = Rule(rawValue: "cut")
    /// The frame itself has fewer bytes than the header needs.
    public static let missingBytes = Rule(rawValue: "missing-bytes")
    /// The enclosing header's length leaves fewer bytes than this header needs.
    public static let enclosingLength = Rule(rawValue: "enclosing-length")
    /// The version is not the one that the enclosing header announces.
    public static let invalidVersion = Rule(rawValue: "invalid-version")
    /// The header length is smaller than the fixed part of the header.
    public static let invalidHeaderLength = Rule(rawValue: "invalid-header-length")
    /// The total length is smaller than the header.
    public static let invalidTotalLength = Rule(rawValue: "invalid-total-length")
    /// An option's length is 0 or 1, or leaves the option area.
    public static let invalidOption = Rule(rawValue: "invalid-option")
    /// More headers than a path keeps, or a chain that does not end.
    public static let tooManyLayers = Rule(rawValue: "too-many-layers")
    /// The link type is none that is decoded.
    public static let unknownLinkType = Rule(rawValue: "unknown-link-type")
  }

  /// The header in which the fault lies.
  public var layer: Layer
  /// The rule that is broken.
  public var rule: Rule
  /// The first byte of that header in the frame.
  public var offset: Int
  /// The number of bytes, or the value, that the rule asks for.
  public var needed: Int
  /// The number of bytes, or the value, that was there.
  public var had: Int
}

extension Anomaly: CustomStringConvertible {
  /// One clause with the coordinates: `tcp at byte 34: cut, needed 20, had 8`.
  public var description: String {
    "\(layer) at byte \(offset): \(rule.rawValue), needed \(needed), had \(had)"
  }
}
