import Synchronization

/// The sensor's present identity, which a renewal changes while everything else goes on.
public final class SensorCredentials: Sendable {
  private let identity: Mutex<SensorIdentity>

  /// The identity to begin with.
  public init(_ identity: SensorIdentity) {
    self.identity = Mutex(identity)
  }

  /// The identity that new connections use.
  public var present: SensorIdentity { identity.withLock { $0 } }

  /// Takes a new identity; connections that are open keep the old one until they end.
  func adopt(_ next: SensorIdentity) {
    identity.withLock { $0 = next }
  }
}
