import Foundation
import Store
import Testing

@Suite(
  "A server behind HTTPS",
  .enabled(
    if: TestPackage.hasServer && FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"),
    "clickhouse-server or openssl is missing; run: Scripts/install-test-servers"
  )
)
struct EncryptedServerTests {
  @Test("Its certificate is checked against the given authority, and no other")
  func authority() async throws {
    let folder = try TestPackage.folder("certificate")
    let certificate = try TestCertificate(folder: folder)
    let ports = try ClickHouseServer.Ports.free(on: "127.0.0.1")
    let server = try ClickHouseServer(address: "127.0.0.1", ports: ports, certificate: certificate)
    try await server.start()
    let location = try ServerLocation(
      parsing: "https://\(ClickHouseServer.user)@127.0.0.1:\(ports.https)/default"
    )
    func version(_ authorityFile: String?) async throws -> ServerVersion {
      let login = StoreLogin(password: ClickHouseServer.password, authorityFile: authorityFile)
      return try await ClickHouseClient(location, login: login).version()
    }
    #expect(try await version(certificate.file).text == "18.16.1")
    let stranger = await #expect(throws: StoreError.self) { try await version(nil) }
    #expect(stranger?.kind == .configuration)
    #expect(
      stranger.map { "\($0)".contains("check the server's certificate") } == true,
      "\(stranger.map { "\($0)" } ?? "")"
    )
    let absent = await #expect(throws: StoreError.self) { try await version("\(folder)/absent") }
    #expect(absent?.place == "\(folder)/absent")
  }
}
