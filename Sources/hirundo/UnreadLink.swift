import Capture
import Tally
import Wire

/// An interface whose frames cannot be read, because nobody here knows how its link begins.
struct UnreadLink: CustomStringConvertible {
  /// The capture.
  let path: String
  /// The interface's place in the capture, from 1.
  let interface: Int
  /// What the first byte of its frames is.
  let linkType: LinkType
  /// Whether the capture has frames of no other kind.
  let isWholeCapture: Bool

  /// One sentence: where, what, remedy.
  var description: String {
    "\(path), interface \(interface): link type \(linkType.rawValue) is not one that is read; "
      + "capture on Ethernet, Linux cooked, raw IP, loopback, PPP or PPPoE instead"
  }

  /// The first such interface of a capture, nil where every frame has a link type that is read.
  ///
  /// - Parameter path: A capture that can be read a second time.
  /// - Returns: The interface.
  /// - Throws: `CaptureError`.
  static func first(in path: String) throws(CaptureError) -> UnreadLink? {
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    var unread: (interface: Int, linkType: LinkType)?
    var isWholeCapture = true
    while unread == nil || isWholeCapture, try reader.read(into: &batch) {
      for index in 0..<batch.count {
        let interface = Int(batch[index].interface)
        let linkType = reader.interfaces[interface].linkType
        if linkType.isRead {
          isWholeCapture = false
        } else if unread == nil {
          unread = (interface + 1, linkType)
        }
      }
    }
    return unread.map {
      UnreadLink(
        path: path,
        interface: $0.interface,
        linkType: $0.linkType,
        isWholeCapture: isWholeCapture
      )
    }
  }
}

extension LinkType {
  /// Whether frames of this type are decoded.
  var isRead: Bool {
    !Packet(decoding: RawSpan(), linkType: self, originalLength: 0).anomalies
      .contains { $0.rule == .unknownLinkType }
  }
}
