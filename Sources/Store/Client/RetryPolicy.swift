/// How often, and after which pauses, a request is made again that is known to have had no effect.
public struct RetryPolicy: Hashable, Sendable {
  /// The pause in front of each further attempt.
  public var pauses: [Duration]

  /// A policy with a pause in front of each further attempt.
  public init(pauses: [Duration]) { self.pauses = pauses }

  /// Six more attempts within six seconds: as long as an engine takes to start again.
  public static let standard = RetryPolicy(
    pauses: [100, 200, 400, 800, 1600, 3200].map { .milliseconds($0) }
  )
  /// One attempt.
  public static let none = RetryPolicy(pauses: [])
}
