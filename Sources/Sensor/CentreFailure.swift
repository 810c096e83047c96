import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// What the network's errors mean to an operator.
enum CentreFailure {
  /// The sentence for an error of a connection to a place.
  static func error(_ error: any Error, at centre: HostPort) -> SensorError {
    if let error = error as? SensorError { return error }
    let place = "the centre \(centre)"
    switch error {
    case let error as NIOConnectionError:
      let isUnknown = error.dnsAError != nil && error.dnsAAAAError != nil
      let reason = error.connectionErrors.last.map { ": \(self.reason($0.error))" } ?? ""
      return SensorError(
        place: place,
        rule: isUnknown ? "its name is not known" : "it cannot be reached\(reason)",
        remedy: isUnknown
          ? "check the name and this machine's DNS" : "check the address, firewalls and proxy"
      )
    case is NIOSSLError, is BoringSSLError:
      return SensorError(
        place: place,
        rule: "TLS failed (\(error))",
        remedy:
          "check both clocks, this sensor's certificate with hirundo-sensor doctor, and the address"
      )
    default:
      return SensorError(
        place: place,
        rule: "the connection failed (\(reason(error)))",
        remedy: "check the network between"
      )
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case ChannelError.connectTimeout: "no answer in time"
    case let error as IOError:
      unsafe strerror(error.errnoCode).map { unsafe String(cString: $0) } ?? "\(error)"
    default: "\(error)"
    }
  }
}
