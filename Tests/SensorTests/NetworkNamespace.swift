import Capture
import Foundation
import Synchronization

/// A network of this machine's own, with a pair of interfaces, that ends with its thread.
///
/// What is sent on `far` comes to `near`; nothing leaves the namespace. IPv6 is off in it, so that the
/// system says nothing by itself.
enum NetworkNamespace {
  /// Why a test does not run.
  static let comment = "it needs root and the program ip, to make a network namespace"
  static let near = "hirundo0"
  static let far = "hirundo1"

  /// Whether namespaces can be made: tried once.
  static let isAllowed: Bool = (try? run { true }) ?? false

  struct Failure: Error {
    var reason: String
  }

  /// Does something on a thread of its own in a new namespace; the result is checked outside.
  static func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) throws -> R {
    let box = Box<R>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let outcome = Result {
        try enter()
        return try body()
      }
      box.result.withLock { $0 = outcome }
      done.signal()
    }
    thread.stackSize = 4 << 20
    thread.start()
    done.wait()
    guard let outcome = box.result.withLock({ $0 }) else { throw Failure(reason: "no result") }
    return try outcome.get()
  }

  /// Runs `ip` in the namespace of this thread.
  static func ip(_ arguments: String...) throws {
    // Not Foundation's Process, whose waiting belongs to the thread that used it first.
    let words = ["ip"] + arguments
    var texts: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe texts.forEach { unsafe free($0) } }
    var child: pid_t = 0
    var status: Int32 = -1
    guard unsafe posix_spawn(&child, "/usr/sbin/ip", nil, nil, &texts, nil) == 0,
      unsafe waitpid(child, &status, 0) == child, status == 0
    else { throw Failure(reason: "ip \(arguments) failed") }
  }

  /// Waits until the near interface is up or down: the system notes a link a moment later.
  static func wait(until isUp: Bool) throws {
    for _ in 0..<2500 {
      if NetworkInterface(named: near)?.isUp == isUp { return }
      usleep(2000)
    }
    throw Failure(reason: "\(near) does not come \(isUp ? "up" : "down")")
  }

  private final class Box<R: Sendable>: Sendable {
    let result = Mutex<Result<R, any Error>?>(nil)
  }

  private static func enter() throws {
    // unshare(2) is an extension that the Glibc module does not show; 0x4000_0000 is CLONE_NEWNET.
    typealias Unshare = @convention(c) (Int32) -> Int32
    guard let symbol = unsafe dlsym(nil, "unshare"),
      unsafe unsafeBitCast(symbol, to: Unshare.self)(0x4000_0000) == 0
    else { throw Failure(reason: "a namespace cannot be made") }
    for kind in ["all", "default"] {
      // Written in place: a file of /proc is no file that another could take the place of.
      let path = "/proc/sys/net/ipv6/conf/\(kind)/disable_ipv6"
      try FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data("1".utf8))
    }
    try ip("link", "add", near, "type", "veth", "peer", "name", far)
    try ip("link", "set", near, "up")
    try ip("link", "set", far, "up")
    try wait(until: true)
  }
}
