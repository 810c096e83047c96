/// What a reader has learned of a capture so far besides its frames.
struct CaptureContents: Sendable {
  /// The most interfaces and the most statistics that are kept, so that memory stays bounded.
  static let limit = 65_536

  let path: String
  var isDecompressed = false
  /// What the first section says of its writer, and how many sections began.
  var firstSection: SectionOptions?
  var sectionCount = 0
  var interfaces: [CaptureInterface] = []
  var clocks: [InterfaceClock] = []
  var statistics: [InterfaceStatistics] = []
  var warnings: [CaptureWarning] = []

  init(path: String) {
    self.path = path
  }

  /// The fault of a rule at a place of the capture.
  func fault(
    at offset: Int64?,
    _ rule: String,
    needed: Int? = nil,
    available: Int? = nil,
    remedy: String = "the frames before it were read; fetch the file again from where it was made"
  ) -> CaptureError {
    CaptureError(
      path: path,
      offset: offset,
      isDecompressed: isDecompressed,
      rule: rule,
      needed: needed.map(Int64.init),
      available: available.map(Int64.init),
      remedy: remedy
    )
  }

  /// Keeps a warning, the first of its subject; the sentence is put together only then.
  mutating func warn(
    _ subject: CaptureWarning.Subject,
    at offset: Int64?,
    _ rule: @autoclosure () -> String,
    needed: Int? = nil,
    available: Int? = nil,
    remedy: String
  ) {
    guard !warnings.contains(where: { $0.subject == subject }) else { return }
    let details = fault(
      at: offset,
      rule(),
      needed: needed,
      available: available,
      remedy: remedy
    )
    warnings.append(CaptureWarning(subject: subject, details: details))
  }

  /// Keeps a warning of the compressed data, whose places are those of the file itself.
  mutating func warnOfCompression(
    _ subject: CaptureWarning.Subject,
    at offset: Int64,
    _ rule: String,
    remedy: String
  ) {
    let details = CaptureError(path: path, offset: offset, rule: rule, remedy: remedy)
    warnings.append(CaptureWarning(subject: subject, details: details))
  }
}
