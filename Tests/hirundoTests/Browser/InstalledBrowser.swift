import Foundation
import Testing

/// What the programs of Tests/Browser need, where it is installed.
enum InstalledBrowser {
  /// The Python in which they run.
  static let python = "\(InstalledEngine.package)/vendor/browser/bin/python3"
  /// The Nu HTML checker.
  static let checker = "\(InstalledEngine.package)/vendor/browser/vnu.jar"
  /// Debian's nginx, unpacked.
  static let proxy = "\(InstalledEngine.package)/vendor/proxy/usr/sbin/nginx"

  static let hasProxy = FileManager.default.isExecutableFile(atPath: proxy)
  static let isThere =
    InstalledEngine.isThere
    && [python, "/usr/bin/chromium", "/usr/bin/java"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0)
    } && FileManager.default.fileExists(atPath: checker)

  static let absence: Comment = """
    the browser tests need chromium, default-jre-headless and Scripts/install-browser-tests
    """
}
