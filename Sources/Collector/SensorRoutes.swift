import Foundation
import Hummingbird
import NIOCore
import NIOSSL
import Registry
import Segment
import Shipping
import Store

/// What sensors ask of the centre (docs/formats/shipping.md).
struct SensorRoutes: Sendable {
  /// A sensor that a request is from, as its certificate says and the registry confirms.
  private struct Peer {
    var name: String
    var clockOffset: Int64?
  }

  let registry: Registry
  let authority: CertificateAuthority
  let receiver: SegmentReceiver
  let backlog: SegmentBacklog
  let incoming: IncomingFolder
  let limits: ReceiverLimits
  let room: UploadRoom
  let counters: CentreCounters
  let log: @Sendable (String) -> Void
  let now: @Sendable () -> Int64

  /// The routes.
  func router() -> Router<SensorRequestContext> {
    let router = Router(context: SensorRequestContext.self)
    router.add(middleware: CentreAnswering(counters: counters, log: log, now: now))
    router.post(RouterPath(CentreAPI.enrolment)) { try await enrol($0, $1) }
    router.post(RouterPath(CentreAPI.renewal)) { try await renew($0, $1) }
    router.put(RouterPath(CentreAPI.segments + ":sequence")) { try await receive($0, $1) }
    router.post(RouterPath(CentreAPI.report)) { try await keepReport($0, $1) }
    router.post(RouterPath(CentreAPI.captures)) { try await takeCapture($0, $1) }
    return router
  }

  // MARK: Enrolment

  private func enrol(_ request: Request, _ context: SensorRequestContext) async throws -> Response {
    let asked: EnrolmentRequest = try await message(request, context)
    guard let secret = asked.secret.flatMap({ EnrolmentToken.bytes($0) }) else {
      throw CentreAnswer(.badRequest, "there is no secret of a token", refusal: "malformed")
    }
    let time = now()
    let redeemed = try registry.redeem(secret: secret, at: time) { sensor in
      do {
        return try authority.sensor(sensor, request: asked.request, now: time / 1_000_000_000)
      } catch let error as ShippingError {
        throw CentreAnswer(.badRequest, error.description, refusal: "malformed")
      }
    }
    guard let redeemed else {
      throw CentreAnswer(
        .forbidden,
        "the token is unknown, used or expired; ask the centre for a new one",
        refusal: "token"
      )
    }
    log("sensor \(redeemed.sensor) enrolled")
    return try await answer(redeemed.sensor, redeemed.certificate)
  }

  private func renew(_ request: Request, _ context: SensorRequestContext) async throws -> Response {
    let peer = try await peer(of: request, context)
    let asked: EnrolmentRequest = try await message(request, context)
    let time = now()
    let certificate: IssuedCertificate
    do {
      certificate = try authority.sensor(
        peer.name,
        request: asked.request,
        now: time / 1_000_000_000
      )
    } catch {
      throw CentreAnswer(.badRequest, error.description, refusal: "malformed")
    }
    try registry.keepRenewal(certificate, of: peer.name, at: time)
    return try await answer(peer.name, certificate)
  }

  private func answer(
    _ sensor: String,
    _ certificate: IssuedCertificate
  ) async throws -> Response {
    // Above all that was ever seen of it: a sensor whose disk was lost numbers on from here.
    var last = backlog.highestSequence(of: sensor)
    last = max(last, try await receiver.store.highestSequences()[sensor] ?? 0)
    last = max(last, try registry.contacts()[sensor]?.report?.lastSequence ?? 0)
    for segment in try receiver.directory.archive.segments(of: sensor)
    where !segment.identity.isOfCapture { last = max(last, segment.identity.sequence) }
    let answer = EnrolmentAnswer(
      sensor: sensor,
      certificate: certificate.pem,
      authority: authority.pem,
      nextSequence: last + 1
    )
    return try CentreAnswer(.ok, json: answer).response
  }

  // MARK: Segments

  private func receive(
    _ request: Request,
    _ context: SensorRequestContext
  ) async throws -> Response {
    let peer = try await peer(of: request, context)
    do {
      return try await receive(request, context, from: peer)
    } catch let answer as CentreAnswer {
      if let reason = answer.refusal {
        try registry.noteRefusal(
          reason,
          of: peer.name,
          at: now(),
          clockOffset: peer.clockOffset
        )
      }
      throw answer
    }
  }

  private func receive(
    _ request: Request,
    _ context: SensorRequestContext,
    from peer: Peer
  ) async throws -> Response {
    let (identity, digest) = try announced(request, context, peer.name)
    let upload = RequestBytes(request: request, channel: context.channel)
    let limit = Int64(CentreAPI.longestSegment)
    if try await receiver.isKnown(identity, digest), upload.announced ?? 0 <= limit {
      counters.noteKnown()
      return CentreAnswer(.ok, "the centre has it").response
    }
    guard backlog.count < limits.backlog else {
      throw CentreAnswer.later(
        "\(backlog.count) segments wait for the store",
        refusal: "backlog",
        seconds: 30
      )
    }
    // What announces no length may be as long as the longest.
    let size = Int(min(upload.announced ?? limit, limit))
    guard room.take(bytes: size) else {
      throw CentreAnswer.later("too many uploads at once", refusal: "busy", seconds: 5)
    }
    defer { room.giveBack(bytes: size) }
    let bytes = try await upload.all(atMost: limit, within: limits.request)
    guard ContentDigest(of: bytes) == digest else {
      throw CentreAnswer(
        .badRequest,
        "the body has another SHA-256 than Repr-Digest says",
        refusal: "digest"
      )
    }
    let time = now()
    switch try await receiver.receive(bytes, identity, digest, now: time) {
    case .stored:
      try registry.noteSegment(
        of: peer.name,
        bytes: bytes.count,
        at: time,
        clockOffset: peer.clockOffset
      )
      return CentreAnswer(.created, "stored").response
    case .known: return CentreAnswer(.ok, "the centre has it").response
    case .conflict(let sentence):
      log("ALARM: \(sentence)")
      throw CentreAnswer(.conflict, sentence, refusal: "conflict")
    case .implausible(let sentence):
      log(sentence)
      throw CentreAnswer(.unprocessableContent, sentence, refusal: "implausible")
    case .foreign(let sentence):
      log("ALARM: \(sentence)")
      throw CentreAnswer(.forbidden, sentence, refusal: "foreign")
    }
  }

  /// Which segment a request brings, and its digest.
  private func announced(
    _ request: Request,
    _ context: SensorRequestContext,
    _ sensor: String
  ) throws(CentreAnswer) -> (SegmentIdentity, ContentDigest) {
    guard let number = context.parameters.get("sequence").flatMap({ UInt64($0) }),
      (1..<1 << 63).contains(number),
      let identity = try? SegmentIdentity(sensor: sensor, sequence: number)
    else {
      throw CentreAnswer(
        .badRequest,
        "a segment's number is from 1 and below 2^63",
        refusal: "malformed"
      )
    }
    guard
      let digest = request.headers.text(CentreAPI.digestHeader).flatMap(ContentDigest.init(field:))
    else {
      throw CentreAnswer(
        .badRequest,
        "the header Repr-Digest does not have sha-256=:BASE64:",
        refusal: "malformed"
      )
    }
    return (identity, digest)
  }

  // MARK: Reports and captures

  private func keepReport(
    _ request: Request,
    _ context: SensorRequestContext
  ) async throws -> Response {
    let peer = try await peer(of: request, context)
    let report: SensorReport = try await message(request, context)
    try registry.keep(report, of: peer.name, at: now(), clockOffset: peer.clockOffset)
    counters.noteReport()
    return CentreAnswer(.noContent, "").response
  }

  private func takeCapture(
    _ request: Request,
    _ context: SensorRequestContext
  ) async throws -> Response {
    let field = request.headers[.authorization] ?? ""
    let word = "Bearer "
    guard field.hasPrefix(word),
      let secret = EnrolmentToken.bytes(String(field.dropFirst(word.count))),
      let sensor = try registry.sensor(ofUploadToken: secret)
    else {
      var answer = CentreAnswer(
        .unauthorized,
        "the upload token is missing, unknown or revoked; hirundo sensors token NAME --upload "
          + "makes one",
        refusal: "token"
      )
      answer.endsConnection = true
      throw answer
    }
    let upload = RequestBytes(request: request, channel: context.channel)
    guard let announced = upload.announced else {
      throw CentreAnswer(.lengthRequired, "the upload announces no length", refusal: "malformed")
    }
    let name = request.uri.queryParameters["name"].map(String.init) ?? "capture"
    let file = try incoming.file(of: sensor, named: name)
    guard announced > limits.capture || file.freeBytes - announced > limits.reserve else {
      throw CentreAnswer.later("the centre's disk is full", refusal: "disk", seconds: 600)
    }
    try await upload.forEach(atMost: limits.capture, within: limits.captureUpload) {
      try file.write($0)
    }
    let path = try file.keep()
    backlog.add(try CaptureFile(path: path, sensor: sensor))
    counters.noteCapture()
    return CentreAnswer(
      .accepted,
      "\(announced) bytes received as a capture of sensor \(sensor); they are ingested next"
    ).response
  }

  // MARK: Requests

  private func message<Message: Decodable>(
    _ request: Request,
    _ context: SensorRequestContext
  ) async throws -> Message {
    let bytes = try await RequestBytes(request: request, channel: context.channel)
      .all(atMost: Int64(CentreAPI.longestMessage), within: limits.request)
    do {
      return try JSONDecoder().decode(Message.self, from: Data(bytes))
    } catch {
      throw CentreAnswer(.badRequest, "the body is not the JSON of this path", refusal: "malformed")
    }
  }

  /// Who sends a request.
  private func peer(
    of request: Request,
    _ context: SensorRequestContext
  ) async throws -> Peer {
    func refused(_ status: HTTPResponse.Status, _ message: String, _ word: String) -> CentreAnswer {
      var answer = CentreAnswer(status, message, refusal: word)
      answer.endsConnection = true
      return answer
    }
    guard let shown = try await context.channel.nioSSL_peerCertificate().get() else {
      throw refused(.unauthorized, "this path takes a sensor's certificate", "no-certificate")
    }
    guard let certificate = SensorCertificate(der: try shown.toDERBytes()) else {
      throw refused(.forbidden, "the certificate is no sensor's", "no-sensor")
    }
    let time = now()
    guard certificate.validUntil > time / 1_000_000_000 else {
      throw refused(.forbidden, "the certificate has expired; enrol with a new token", "expired")
    }
    let name = certificate.sensor
    switch try registry.standing(ofCertificate: certificate.serial, sensor: name) {
    case .good: break
    case .revoked:
      throw refused(.forbidden, "the certificate was revoked; enrol with a new token", "revoked")
    case .retired: throw refused(.forbidden, "the sensor is retired", "retired")
    case .unknown:
      throw refused(
        .forbidden,
        "the centre does not know this certificate; enrol with a new token",
        "unknown-certificate"
      )
    }
    let sent = request.headers.text(CentreAPI.timeHeader).flatMap { Int64($0) }
    return Peer(
      name: name,
      clockOffset: sent.map { $0.subtractingReportingOverflow(time) }
        .flatMap { $0.overflow ? nil : $0.partialValue }
    )
  }
}
