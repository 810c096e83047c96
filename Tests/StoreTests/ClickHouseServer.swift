import Foundation
import Glibc
import Store
import Testing

/// Debian's clickhouse-server on an address of this machine, with files of its own.
///
/// It ends with the process that started it: a shell holds it and waits for the end of a pipe.
final class ClickHouseServer: Sendable {
  static let user = "hirundo"
  static let password = "swallow & sparrow/1"
  static let cluster = "hirundo"

  /// The ports of HTTP, of the native protocol, between replicas and of HTTPS.
  struct Ports: Sendable {
    var http: Int
    var native: Int
    var replicas: Int
    var https: Int

    /// Ports that are free on an address now.
    static func free(on address: String) throws -> Ports {
      let sockets = try (0..<4).map { _ in try FreePort(address: address) }
      defer { for socket in sockets { close(socket.descriptor) } }
      let numbers = sockets.map(\.port)
      return Ports(http: numbers[0], native: numbers[1], replicas: numbers[2], https: numbers[3])
    }
  }

  let address: String
  let ports: Ports
  private let folder: String

  /// Writes the configuration.
  ///
  /// `members` are the nodes of the cluster, one shard each. With a certificate the server speaks HTTPS too.
  init(
    address: String,
    ports: Ports,
    members: [(address: String, ports: Ports)] = [],
    certificate: TestCertificate? = nil
  ) throws {
    self.address = address
    self.ports = ports
    folder = try TestPackage.folder("server-\(address)")
    let shards = members.map { member in
      """
      <shard><replica><host>\(member.address)</host><port>\(member.ports.native)</port>
        <user>\(Self.user)</user><password>\(Self.password.replacing("&", with: "&amp;"))</password>
      </replica></shard>
      """
    }
    let https = certificate.map { certificate in
      """
      <https_port>\(ports.https)</https_port>
      <openSSL><server>
        <certificateFile>\(certificate.file)</certificateFile>
        <privateKeyFile>\(certificate.keyFile)</privateKeyFile>
        <verificationMode>none</verificationMode>
      </server></openSSL>
      """
    }
    try write(
      """
      <yandex>
        <logger><level>warning</level><log>\(folder)/log</log><errorlog>\(folder)/errors</errorlog></logger>
        <listen_host>\(address)</listen_host>
        <http_port>\(ports.http)</http_port>
        \(https ?? "")
        <tcp_port>\(ports.native)</tcp_port>
        <interserver_http_port>\(ports.replicas)</interserver_http_port>
        <interserver_http_host>\(address)</interserver_http_host>
        <path>\(folder)/data/</path>
        <tmp_path>\(folder)/tmp/</tmp_path>
        <users_config>users.xml</users_config>
        <default_profile>default</default_profile>
        <default_database>default</default_database>
        <mark_cache_size>100000000</mark_cache_size>
        <timezone>UTC</timezone>
        <remote_servers><\(Self.cluster)>\(shards.joined())</\(Self.cluster)></remote_servers>
      </yandex>
      """,
      to: "config.xml"
    )
    try write(
      """
      <yandex>
        <profiles><default><max_memory_usage>2000000000</max_memory_usage></default></profiles>
        <users><\(Self.user)>
          <password>\(Self.password.replacing("&", with: "&amp;"))</password>
          <networks><ip>127.0.0.0/8</ip></networks>
          <profile>default</profile><quota>default</quota>
        </\(Self.user)></users>
        <quotas><default/></quotas>
      </yandex>
      """,
      to: "users.xml"
    )
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
  }

  /// Adds a file of users beside the server's own.
  func add(users text: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/users.d",
      withIntermediateDirectories: true
    )
    try write(text, to: "users.d/more.xml")
  }

  /// Starts the server and returns when it answers.
  func start() async throws {
    let libraries = "\(TestPackage.root)vendor/clickhouse"
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c",
      """
      "$1" --config="$2/config.xml" </dev/null >"$2/output" 2>&1 & echo $! >"$2/pid"
      cat >/dev/null; kill -9 $! 2>/dev/null
      """,
      "sh", "\(libraries)/usr/sbin/clickhouse-server", folder,
    ]
    process.environment = [
      "PATH": "/usr/bin:/bin",
      "LD_LIBRARY_PATH":
        "\(libraries)/usr/lib/x86_64-linux-gnu:\(libraries)/lib/x86_64-linux-gnu",
    ]
    process.standardInput = try Leash().end
    try process.run()
    let client = try client(database: "default")
    for _ in 0..<500 {
      if await client.isAnswering() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw StoreError(
      kind: .unreachable,
      place: folder,
      problem: "the test server does not answer",
      remedy: "see its files there"
    )
  }

  /// Kills the server as a power failure would.
  func kill() throws {
    let text = try String(contentsOfFile: "\(folder)/pid", encoding: .utf8)
    let pid = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    Glibc.kill(pid, SIGKILL)
  }

  /// The place as a person writes it.
  func location(database: String, cluster: String? = nil) -> String {
    "http://\(Self.user)@\(address):\(ports.http)/\(database)"
      + (cluster.map { "?cluster=\($0)" } ?? "")
  }

  func client(
    database: String,
    options: ClickHouseClient.Options = .init()
  ) throws -> ClickHouseClient {
    try ClickHouseClient(
      try ServerLocation(parsing: location(database: database)),
      login: StoreLogin(password: Self.password),
      options: options
    )
  }
}
