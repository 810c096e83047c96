import Foundation
import Testing

/// A certificate for 127.0.0.1 that nobody but its own file vouches for.
struct TestCertificate {
  let file: String
  let keyFile: String

  init(folder: String) throws {
    file = "\(folder)/certificate.pem"
    keyFile = "\(folder)/key.pem"
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
      "-addext", "subjectAltName=IP:127.0.0.1", "-out", file, "-keyout", keyFile,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
