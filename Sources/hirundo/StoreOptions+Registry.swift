import ArgumentParser
import Collector
import Foundation
import Registry
import Schema
import Segment
import Shipping

/// The registry of sensors in a data directory, as commands open it.
extension StoreOptions {
  /// The registry's file.
  var registryPath: String { "\(directory)/registry.sqlite" }

  /// The registry, which is made where there is none.
  func registry() throws -> Registry {
    try Registry(path: "\(try DataDirectory(path: directory).path)/registry.sqlite")
  }

  /// The registry that must be there.
  func presentRegistry() throws -> Registry {
    guard let registry = try Registry.ifPresent(registryPath) else {
      throw InputError(
        "\(directory): no sensor was added yet; add one with hirundo sensors add NAME, or name "
          + "another data directory with --data or HIRUNDO_DATA"
      )
    }
    return registry
  }

  /// The certificate authority, which is made where there is none.
  func authority() throws -> CertificateAuthority {
    try AuthorityFolder(path: "\(try DataDirectory(path: directory).path)/authority")
      .authority(now: StoreSession.now() / 1_000_000_000)
  }

  /// Adds a sensor.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - note: What people want to remember about it.
  ///   - centre: Where it reaches the centre, host and port.
  /// - Returns: The token that enrols it.
  /// - Throws: Where there is one of the name, or the registry cannot be used.
  func add(_ sensor: Sensor, note: String, centre: String) throws -> EnrolmentToken {
    let authority = try authority()
    let registry = try registry()
    let now = StoreSession.now()
    try registry.add(RegisteredSensor(sensor, note: note, created: now), by: operatorName)
    let token = EnrolmentToken(
      centre: centre,
      sensor: sensor.name,
      fingerprint: authority.fingerprint
    )
    try registry.addToken(secret: token.secret, for: sensor.name, at: now, by: operatorName)
    return token
  }

  /// Who changes the registry, for its audit.
  var operatorName: String {
    ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
  }
}
