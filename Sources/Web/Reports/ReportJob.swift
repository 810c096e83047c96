/// A report that is being made, or was.
struct ReportJob: Hashable, Sendable {
  /// How far it is.
  enum State: Hashable, Sendable {
    /// Others are before it.
    case waiting
    /// The store is asked.
    case counting
    /// Documents are written, so many of so many.
    case writing(done: Int, all: Int)
    /// It is in the folder of this name.
    case made(String)
    /// It could not be made, and why.
    case failed(String)
  }

  /// Its number since the start.
  let number: Int
  /// What was asked for.
  let order: ReportOrder
  /// When, in nanoseconds since 1970.
  let asked: Int64
  /// How far it is.
  var state = State.waiting

  /// Whether it is still to be made.
  var isOpen: Bool {
    switch state {
    case .waiting, .counting, .writing: true
    case .made, .failed: false
    }
  }
}
