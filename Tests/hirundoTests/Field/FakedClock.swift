import Foundation

/// A wall clock that is off, for one program: `clock_ahead.c` in front of the C library. (libfaketime takes from a Swift program
/// its arguments.)
///
/// Frames keep the kernel's time, so it is the centre whose clock is set, and the sensor that is off by as much the other way.
enum FakedClock {
  /// The library, built once; nil where there is no compiler.
  static let library: String? = {
    let source = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "clock_ahead.c"
    )
    let library = "\(NSTemporaryDirectory())/clock-ahead-\(getpid()).so"
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/bin/sh")
    compiler.arguments = ["-c", "cc -shared -fPIC -o \(library) \(source.path)"]
    compiler.standardError = FileHandle.nullDevice
    guard (try? compiler.run()) != nil else { return nil }
    compiler.waitUntilExit()
    return compiler.terminationStatus == 0 ? library : nil
  }()

  /// The variables that set a program's clock by so many seconds.
  static func environment(ahead seconds: Int) -> [String: String] {
    ["LD_PRELOAD": library ?? "", "CLOCK_AHEAD": String(seconds)]
  }
}
