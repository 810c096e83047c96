import FoundationEssentials
import Shipping

/// A new key, and a certificate for it from the centre: what enrolment and renewal have in common.
struct CertificateExchange: Sendable {
  let client: CentreClient
  let files: SensorFiles
  let sensor: String

  /// Makes a key, keeps it, and lets the centre sign for it.
  ///
  /// Nothing has changed until `adopt`.
  ///
  /// - Parameters:
  ///   - path: What of the centre is asked.
  ///   - secret: The token's secret, nil for a renewal.
  /// - Returns: The answer, whose certificate is checked to be this sensor's and this key's.
  /// - Throws: `SensorError` where the centre gives none.
  func run(_ path: String, secret: String?) async throws(SensorError) -> EnrolmentAnswer {
    let key = SensorKey()
    let request: String
    do throws(ShippingError) {
      request = try key.request(for: sensor)
    } catch {
      throw SensorError(place: error.place, rule: error.rule, remedy: error.remedy)
    }
    // A certificate without its key would be adopted by nobody.
    try PrivateFile.remove(files.nextCertificate)
    try PrivateFile.replace(files.nextKey, with: Array(key.pem.utf8), mode: 0o600)
    let body: Data
    do {
      body = try JSONEncoder().encode(EnrolmentRequest(secret: secret, request: request))
    } catch {
      throw fault("the request cannot be written", "choose another name for the sensor")
    }
    let answer = try await client.send(.message(Array(body), to: path))
    guard answer.status == 200 else { throw refusal(answer, isRenewal: secret == nil) }
    guard let read = try? JSONDecoder().decode(EnrolmentAnswer.self, from: Data(answer.body)),
      read.sensor == sensor, let certificate = SensorCertificate(pem: read.certificate),
      certificate.sensor == sensor
    else {
      throw fault("its answer holds no certificate of sensor \(sensor)", "update both programs")
    }
    _ = try SensorIdentity.pair(read.certificate, key.pem, place: "the centre \(client.centre)")
    return read
  }

  /// Lets the new certificate take the place of the old.
  func adopt(_ answer: EnrolmentAnswer) throws(SensorError) {
    try PrivateFile.replace(
      files.nextCertificate,
      with: Array(answer.certificate.utf8),
      mode: 0o644
    )
    try files.adoptNext()
  }

  private func refusal(_ answer: CentreAnswer, isRenewal: Bool) -> SensorError {
    let status = "it answers \(answer.status) (\(answer.sentence))"
    switch answer.status {
    case 401 where isRenewal, 403 where isRenewal:
      return fault(
        "\(status): it does not renew this sensor's certificate",
        "ask the centre whether the sensor was revoked"
      )
    case 401, 403:
      return fault(
        "\(status): it does not know the token, or the token was used or has expired",
        "ask the centre for a new one"
      )
    default: return fault(status, "try again later, and ask the centre if it stays so")
    }
  }

  private func fault(_ rule: String, _ remedy: String) -> SensorError {
    SensorError(place: "the centre \(client.centre)", rule: rule, remedy: remedy)
  }
}
