import CNetwork
import Dispatch
import Foundation
import Synchronization

/// Sends whole frames out of an interface of a network namespace: how the demonstration's Internet speaks.
///
/// It takes no namespace but one that has a name, so nothing is ever sent by the machine's own interfaces.
final class FrameSender: Sendable {
  /// How long to wait for room in the interface's queue.
  private static let pause: UInt32 = 100

  private let descriptor: Int32
  private let interface: String

  /// Opens a sender.
  ///
  /// - Parameters:
  ///   - namespace: The namespace's name, as `ip netns` lists it.
  ///   - interface: The interface in it.
  /// - Throws: `InputError` where there is none of them, or the permission is missing.
  init(namespace: String, interface: String) throws {
    let opened = Self.open("/run/netns/\(namespace)", interface)
    guard opened >= 0 else {
      throw InputError(
        "\(interface) of \(namespace): frames cannot be sent there; run it as root, and see ip netns"
      )
    }
    descriptor = opened
    self.interface = interface
  }

  deinit {
    close(descriptor)
  }

  /// Sends a frame, and waits while the interface's queue is full.
  func send(_ frame: ArraySlice<UInt8>) throws {
    while unsafe frame.withUnsafeBytes({
      unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, 0)
    })
      != frame.count
    {
      guard errno == ENOBUFS || errno == EAGAIN || errno == EINTR else {
        throw InputError(
          "\(interface): a frame was not sent; see ip netns whether it is there still"
        )
      }
      usleep(Self.pause)
    }
  }

  /// A socket keeps the namespace of the thread that made it: one goes there for it, and ends.
  private static func open(_ namespace: String, _ interface: String) -> Int32 {
    let opened = Opened()
    let thread = Thread {
      let place = unsafe Glibc.open(namespace, O_RDONLY | O_CLOEXEC)
      defer { close(place) }
      if place >= 0, network_enter(place) == 0 {
        opened.descriptor.withLock { $0 = unsafe network_sender(interface) }
      }
      opened.isDone.signal()
    }
    thread.start()
    opened.isDone.wait()
    return opened.descriptor.withLock { $0 }
  }

  /// What the thread has to hand over.
  private final class Opened: Sendable {
    let descriptor = Mutex<Int32>(-1)
    let isDone = DispatchSemaphore(value: 0)
  }
}
