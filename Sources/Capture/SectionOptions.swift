/// What a pcapng section says of the host and the program that wrote it.
///
/// Source: draft-ietf-opsawg-pcapng §4.1. Texts are cut after 256 bytes of UTF-8.
public struct SectionOptions: Hashable, Sendable {
  /// The hardware of the capturing host (`shb_hardware`).
  public var hardware: String?
  /// Its operating system (`shb_os`).
  public var operatingSystem: String?
  /// The program that wrote the section (`shb_userappl`).
  public var application: String?
  /// A comment (`opt_comment`).
  public var comment: String?

  /// The options of a section.
  public init(
    hardware: String? = nil,
    operatingSystem: String? = nil,
    application: String? = nil,
    comment: String? = nil
  ) {
    self.hardware = hardware
    self.operatingSystem = operatingSystem
    self.application = application
    self.comment = comment
  }
}
