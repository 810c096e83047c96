import Foundation
import Synchronization

/// Hosts of this machine alone: network namespaces without a way out, with all that runs in them.
///
/// They end with this value, and with this process whatever ends it: a guard beside it holds the end of a pipe, and when
/// nobody holds the other any more, it ends the programs in the namespaces and takes them away.
final class NetworkSandbox: Sendable {
  /// Run by the guard: waits for the pipe's end, asks all programs to end, ends those that do not within five seconds.
  private static let guarding = """
    trap '' INT TERM HUP
    read -r nothing
    programs() { for host in "$@"; do ip netns pids "$host"; done 2>/dev/null; }
    kill -TERM $(programs "$@")
    for tenth in $(seq 50); do
      [ -n "$(programs "$@")" ] || break
      sleep 0.1
    done
    kill -KILL $(programs "$@")
    for host in "$@"; do ip netns delete "$host"; done
    """

  private let name: String
  private let log: String
  private let guardian: Mutex<Process>
  private let leash: FileHandle

  /// Makes hosts that nothing joins yet.
  ///
  /// They have no IPv6, so that they say nothing by themselves.
  ///
  /// - Parameters:
  ///   - name: What the namespaces' names begin with; it must be ours alone.
  ///   - hosts: The hosts' names.
  ///   - log: A file for what `ip` says.
  /// - Throws: `InputError` with what it said.
  init(name: String, hosts: [String], log: String) async throws {
    self.name = name
    self.log = log
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw InputError("no pipe can be made; close some files") }
    // Closed on exec, so that no other child holds our end.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    leash = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    let guardian = Process()
    guardian.executableURL = URL(filePath: "/bin/sh")
    guardian.arguments = ["-c", Self.guarding, "sh"] + hosts.map { "\(name)-\($0)" }
    guardian.environment = ["PATH": RunningProgram.path]
    guardian.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
    guardian.standardOutput = FileHandle.nullDevice
    guardian.standardError = FileHandle.nullDevice
    self.guardian = Mutex(guardian)
    do {
      try self.guardian.withLock { try $0.run() }
    } catch {
      throw InputError("/bin/sh: it cannot be started (\(error))")
    }
    for host in hosts {
      try await shell(
        """
        ip netns add \(namespace(of: host))
        ip -n \(namespace(of: host)) link set lo up
        """
      )
      try await shell(
        on: host,
        """
        cd /proc/sys/net/ipv6/conf 2>/dev/null || exit 0
        for kind in all default; do echo 1 >$kind/disable_ipv6; done
        """
      )
    }
  }

  /// The name of a host's namespace.
  func namespace(of host: String) -> String { "\(name)-\(host)" }

  /// The arguments that run a program on a host.
  func command(on host: String, _ arguments: [String]) -> [String] {
    ["ip", "netns", "exec", namespace(of: host)] + arguments
  }

  /// Runs lines of the shell to their end, on a host or outside of all; each line must succeed.
  ///
  /// - Returns: What they wrote.
  @discardableResult
  func shell(on host: String? = nil, _ lines: String) async throws -> String {
    let words = ["/bin/sh", "-ec", lines]
    let program = try RunningProgram(host.map { command(on: $0, words) } ?? words, log: log)
    try await program.succeed()
    return program.text
  }

  /// Ends all programs in it, takes the namespaces away and returns when that is done.
  func close() async {
    // An error would say that it is closed already.
    try? leash.close()
    while guardian.withLock({ $0.isRunning }) {
      // Cancelled, it goes on without pausing: the namespaces have to go all the same.
      try? await Task.sleep(for: .milliseconds(20))
    }
  }
}
