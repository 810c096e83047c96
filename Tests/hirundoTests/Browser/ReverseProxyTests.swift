import Foundation
import Testing

@testable import hirundo

@Suite(
  "A reverse proxy before the dashboard (docs/operations/reverse-proxy.md)",
  .serialized,
  .enabled(
    if: InstalledBrowser.isThere && InstalledBrowser.hasProxy,
    "nginx is missing; run: Scripts/unpack-packages vendor/proxy nginx"
  )
)
struct ReverseProxyTests {
  private static let name = "monitor.example.net"

  private func run(_ line: String, in folder: String) async throws -> Program.Outcome {
    let outcome = try await Program(folder: folder).shell(line)
    try #require(outcome.status == 0, "\(line): \(outcome.output)\(outcome.errors)")
    return outcome
  }

  /// A port that nobody has at the moment.
  private func freePort(_ folder: String) async throws -> String {
    let line = """
      /usr/bin/python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); \
      print(s.getsockname()[1])'
      """
    return String(try await run(line, in: folder).output.dropLast())
  }

  /// The site of `deploy/`, with ports that are free, in a main configuration of its own.
  private func write(_ dashboard: RunningDashboard, ports: [String]) async throws {
    let folder = dashboard.folder
    let target = try #require(dashboard.address.split(separator: "/").last)
    var site = try String(
      contentsOfFile: "\(InstalledEngine.package)/deploy/hirundo-nginx.conf",
      encoding: .utf8
    )
    for (old, new) in [
      ("server 127.0.0.1:8080;", "server \(target);"),
      ("  listen 80;\n  listen [::]:80;", "  listen 127.0.0.1:\(ports[0]);"),
      (
        "  listen 443 ssl http2;\n  listen [::]:443 ssl http2;",
        "  listen 127.0.0.1:\(ports[1]) ssl http2;"
      ),
      ("/etc/ssl/certs/monitor.pem", "\(folder)/monitor.pem"),
      ("/etc/ssl/private/monitor.key", "\(folder)/monitor.key"),
    ] {
      try #require(site.contains(old), "the site has no \(old)")
      site = site.replacing(old, with: new)
    }
    let places = ["client_body", "proxy", "fastcgi", "scgi", "uwsgi"]
      .map { "  \($0)_temp_path \(folder)/nginx/\($0);" }
    let main = """
      daemon off;
      pid \(folder)/nginx/pid;
      error_log stderr;
      events {}
      http {
        access_log off;
      \(places.joined(separator: "\n"))
      \(site)
      }

      """
    try main.write(toFile: "\(folder)/nginx.conf", atomically: true, encoding: .utf8)
    _ = try await run(
      "mkdir nginx && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=\(Self.name) "
        + "-addext subjectAltName=DNS:\(Self.name) -keyout monitor.key -out monitor.pem",
      in: folder
    )
  }

  @Test("Readers sign in through it with secure cookies, and large bodies end at it")
  func signIn() async throws {
    let folder = try TemporaryFolder()
    try await DashboardSample.shared.copy(to: folder.path)
    let dashboard = try await RunningDashboard(
      in: folder.path,
      ["--web-url", "https://\(Self.name)", "--web-proxy", "127.0.0.1"]
    )
    let ports = [try await freePort(folder.path), try await freePort(folder.path)]
    try await write(dashboard, ports: ports)
    let proxy = try RunningProgram(
      [InstalledBrowser.proxy, "-c", "\(folder.path)/nginx.conf", "-p", "\(folder.path)/nginx"],
      log: "\(folder.path)/nginx.log"
    )
    let curl =
      "curl --silent --retry 20 --retry-connrefused --retry-delay 1 --cacert monitor.pem "
      + "--resolve \(Self.name):\(ports[1]):127.0.0.1 --cookie jar --cookie-jar jar "
    let site = "https://\(Self.name):\(ports[1])"
    let program = Program(folder: folder.path)

    let plain = try await run(
      "\(curl) --output /dev/null --write-out '%{http_code} %{redirect_url}' "
        + "http://127.0.0.1:\(ports[0])/ports",
      in: folder.path
    )
    #expect(plain.output == "301 https://\(Self.name)/ports")

    let first = try await run("\(curl) --dump-header - \(site)/sign-in", in: folder.path)
    #expect(first.output.contains("HTTP/2 200"))
    #expect(first.output.contains("strict-transport-security: max-age=31536000"))
    #expect(first.output.contains("set-cookie: __Host-hirundo-form="), "\(first.output)")
    let token = try #require(
      first.output.firstMatch(of: /name="form" value="([0-9a-f]{64})"/)?.1
    )
    let entered = try await run(
      "\(curl) --output /dev/null --write-out '%{http_code}' --data form=\(token) --data name=admin "
        + "--data-urlencode 'password=swallows nest under eaves' --data next=/accounts \(site)/sign-in",
      in: folder.path
    )
    #expect(entered.output == "303")
    let accounts = try await run("\(curl) \(site)/accounts", in: folder.path)
    #expect(accounts.output.contains(">ana</a></td>"))

    let style = try #require(first.output.firstMatch(of: /href="(\/style-[0-9a-f]{12}\.css)"/)?.1)
    let compressed = try await run(
      "\(curl) --compressed --dump-header - --output /dev/null \(site)\(style)",
      in: folder.path
    )
    #expect(compressed.output.contains("content-encoding: gzip"), "\(compressed.output)")
    let page = try await run(
      "\(curl) --compressed --dump-header - --output /dev/null \(site)/accounts",
      in: folder.path
    )
    #expect(!page.output.contains("content-encoding"), "\(page.output)")

    let large = try await program.shell(
      "head -c 1000000 /dev/zero | \(curl) --output /dev/null --write-out '%{http_code}' "
        + "--data-binary @- \(site)/sign-in"
    )
    #expect(large.output == "413", "\(large.errors)")
    #expect(try await proxy.end(by: SIGTERM) == 0, "\(proxy.text)")
    try await dashboard.end()
  }
}
