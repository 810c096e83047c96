/// What the centre answered to a request.
public struct CentreAnswer: Hashable, Sendable {
  /// The longest answer that is read, in bytes.
  static let longest = 64 << 10
  /// The longest wait that an answer can ask for, in seconds.
  private static let longestWait: Int64 = 3600

  /// The status of HTTP.
  public var status: Int
  /// The centre's clock when it answered, in nanoseconds since 1970; nil where it did not say.
  public var time: Int64?
  /// For how long the centre wants to be left alone.
  public var retryAfter: Duration?
  /// The body.
  public var body: [UInt8]
  /// From the request's last byte to the answer's first, and the sensor's clock at the latter.
  var roundTrip = Duration.zero
  var arrival: Int64 = 0

  /// The body as a line of text for people: at most 200 characters, none that moves a cursor.
  public var sentence: String {
    let text = String(decoding: body.prefix(800), as: UTF8.self)
    return String(
      text.map {
        $0.isLetter || $0.isNumber || $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : " "
      }.prefix(200)
    )
  }

  /// The time that `Retry-After` asks for in seconds, at most an hour; nil for a date or anything else.
  static func wait(_ text: String?) -> Duration? {
    guard let text, let seconds = Int64(text), seconds >= 0 else { return nil }
    return .seconds(min(seconds, longestWait))
  }
}
