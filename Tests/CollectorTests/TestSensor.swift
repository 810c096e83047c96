import AsyncHTTPClient
import Capture
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Schema
import Segment
import Shipping
import Wire

/// A sensor as the centre meets it: a certificate, a key, and a connection.
struct TestSensor: Sendable {
  /// What the centre answered.
  struct Answer: Equatable {
    var status: UInt
    var body: String
    var headers: [String: String]
  }

  var name: String
  var port: Int
  var key: SensorKey
  /// Nil for one that shows none.
  var certificate: String?
  var authority: String

  /// A segment of some packets that begins now, or a while ago.
  func segment(_ sequence: UInt64, packets: Int, ago seconds: Int64 = 0) throws -> ClosedSegment {
    var start = TestCentre.now() - seconds * 1_000_000_000
    // A segment lies in one day.
    let day = ReportingZone.utc.day(of: start)
    start = min(start, day.end - 2_000_000_000)
    let identity = try SegmentIdentity(sensor: name, sequence: sequence)
    return try SampleSegments.segment(identity, start: start, packets: packets)
  }

  /// The connection's encryption, which trusts the centre's authority alone.
  func encryption() throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([
      try NIOSSLCertificate(bytes: Array(authority.utf8), format: .pem)
    ])
    if let certificate {
      configuration.certificateChain = [
        .certificate(try NIOSSLCertificate(bytes: Array(certificate.utf8), format: .pem))
      ]
      configuration.privateKey = .privateKey(
        try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem)
      )
    }
    return configuration
  }

  /// Sends a request over a connection of its own.
  func send(
    _ method: HTTPMethod,
    _ path: String,
    _ headers: [(String, String)] = [],
    body: [UInt8] = []
  ) async throws -> Answer {
    var settings = HTTPClient.Configuration(tlsConfiguration: try encryption())
    settings.timeout.connect = .seconds(10)
    let client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: settings
    )
    do {
      var request = HTTPClientRequest(url: "https://127.0.0.1:\(port)\(path)")
      request.method = method
      request.headers = HTTPHeaders(headers)
      if !body.isEmpty { request.body = .bytes(body) }
      let answer = try await client.execute(request, timeout: .seconds(30))
      let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
      try await client.shutdown()
      var fields: [String: String] = [:]
      for (name, value) in answer.headers { fields[name.lowercased()] = value }
      return Answer(status: answer.status.code, body: text, headers: fields)
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  /// Uploads bytes as a segment.
  func upload(
    _ bytes: [UInt8],
    as sequence: UInt64,
    digest: ContentDigest? = nil
  ) async throws -> Answer {
    try await send(
      .PUT,
      CentreAPI.path(ofSegment: sequence),
      [
        (CentreAPI.digestHeader, Self.field(digest ?? ContentDigest(of: bytes))),
        (CentreAPI.timeHeader, "\(TestCentre.now())"),
      ],
      body: bytes
    )
  }

  /// Uploads a segment.
  func upload(_ segment: ClosedSegment) async throws -> Answer {
    try await upload(segment.compressed, as: segment.identity.sequence)
  }

  /// A digest as header `Repr-Digest` has it.
  static func field(_ digest: ContentDigest) -> String {
    "sha-256=:\(Data(digest.bytes).base64EncodedString()):"
  }
}
