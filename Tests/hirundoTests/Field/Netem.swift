import Foundation

/// Whether the kernel can lose and delay packets (tc-netem(8)): tried once, in a namespace.
enum Netem {
  static let isThere: Bool = {
    let probe = Process()
    probe.executableURL = URL(filePath: "/usr/bin/unshare")
    probe.arguments = ["--net", "sh", "-c", "tc qdisc add dev lo root netem delay 1ms 2>/dev/null"]
    guard (try? probe.run()) != nil else { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }()
}
