import Glibc

/// What the C library says of the system call that failed last.
package enum SystemCall {
  /// The reason as a phrase, such as `No such file or directory`.
  package static func reason() -> String {
    let number = errno
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
