import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Why no answer came, as far as it is known whether the request had left.
struct TransportFailure {
  private enum Stage {
    case connecting
    case encrypting
    case waiting
    case lateAnswer
  }

  private let stage: Stage
  private let reason: String

  /// Sorts what the HTTP client throws.
  init(_ error: any Error) {
    switch error {
    case let error as NIOConnectionError:
      stage = .connecting
      let first = error.connectionErrors.first?.error
      reason = (first as? IOError).map(Self.text) ?? "its name is not known"
    case let error as IOError where Self.ofConnecting.contains(error.errnoCode):
      stage = .connecting
      reason = Self.text(error)
    case let error as IOError:
      stage = .waiting
      reason = Self.text(error)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
      stage = .encrypting
      reason = "\(error)"
    case ChannelError.connectTimeout:
      stage = .connecting
      reason = "the time to connect is over"
    case is CancellationError:
      stage = .lateAnswer
      reason = "it was cancelled"
    case let error as HTTPClientError:
      reason = error.shortDescription
      stage = Self.stage(of: error)
    default:
      stage = .waiting
      reason = "\(error)"
    }
  }

  private static func stage(of error: HTTPClientError) -> Stage {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: .connecting
    case .tlsHandshakeTimeout: .encrypting
    case .deadlineExceeded, .readTimeout, .writeTimeout, .cancelled: .lateAnswer
    default: .waiting
    }
  }

  /// What connect(2) says; after it the kernel says other things.
  private static let ofConnecting: Set<CInt> = [
    ECONNREFUSED, ENOENT, EACCES, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN,
  ]

  private static func text(_ error: IOError) -> String {
    guard let text = unsafe strerror(error.errnoCode) else { return "error \(error.errnoCode)" }
    return unsafe String(cString: text)
  }

  /// The failure of a request as the store's error.
  func storeError(at place: String, _ effect: RequestEffect) -> StoreError {
    switch (stage, effect) {
    case (.connecting, _):
      StoreError(
        kind: .unreachable,
        place: place,
        problem: "nothing answers (\(reason))",
        remedy: "check that the server or engine runs, and try again"
      )
    case (.encrypting, _):
      StoreError(
        kind: .configuration,
        place: place,
        problem: "the connection cannot be encrypted (\(reason))",
        remedy: "check the server's certificate and the file of the authority that signed it"
      )
    case (.lateAnswer, .reads):
      StoreError(
        kind: .tooLong,
        place: place,
        problem: "no answer came (\(reason))",
        remedy: "ask for less, or allow more time"
      )
    case (.waiting, .reads):
      StoreError(
        kind: .interrupted,
        place: place,
        problem: "the answer broke off (\(reason))",
        remedy: "try again"
      )
    case (_, .writes):
      StoreError(
        kind: .unknownOutcome,
        place: place,
        problem: "no answer came to what was sent (\(reason))",
        remedy: "it may be stored or not; it is checked before it is sent again"
      )
    }
  }
}
