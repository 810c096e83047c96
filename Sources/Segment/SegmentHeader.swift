import Capture

/// What a segment's section header says: whose it is, its number, and what wrote it.
///
/// The identity is the comment (`opt_comment`), which capinfos and Wireshark show; pcapng's custom
/// options want a registered enterprise number, and no tool shows them.
struct SegmentHeader: Hashable, Sendable {
  private static let form = "hirundo-segment/1"

  let identity: SegmentIdentity
  /// The program and its version, such as `hirundo 0.3.0` (`shb_userappl`).
  let software: String

  init(identity: SegmentIdentity, software: String) {
    self.identity = identity
    self.software = software
  }

  /// Reads the options of a section; throws where they are not those of a segment.
  init(_ section: SectionOptions, path: String) throws(SegmentError) {
    let words = (section.comment ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == SegmentHeader.form, words[1].hasPrefix("sensor="),
      words[2].hasPrefix("sequence="), !words[2].contains("+"),
      let sequence = UInt64(words[2].dropFirst(9))
    else {
      throw SegmentError(
        path: path,
        rule: "its section header has no comment '\(SegmentHeader.form) sensor=… sequence=…'",
        remedy: "it is a capture and no segment: ingest it as a capture"
      )
    }
    identity = try SegmentIdentity(sensor: String(words[1].dropFirst(7)), sequence: sequence)
    software = section.application ?? ""
  }

  /// The options of the section.
  var options: SectionOptions {
    SectionOptions(
      application: software,
      comment: "\(SegmentHeader.form) sensor=\(identity.sensor) sequence=\(identity.sequence)"
    )
  }
}
