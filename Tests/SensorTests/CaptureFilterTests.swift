import Capture
import Sensor
import Testing
import Wire

@Suite("The filter of a sensor")
struct CaptureFilterTests {
  @Test("Without anything to leave out it takes all that comes in but ARP")
  func plain() {
    #expect(CaptureFilter(leavingOut: [], peers: []).text == "not arp")
  }

  @Test("Networks are left out by source, the centre by source address and port")
  func left() throws {
    let networks = try ["192.0.2.0/24", "2001:db8::/32"].map { try #require(IPPrefix($0)) }
    let centre = try #require(IPAddress("198.51.100.9"))
    let filter = CaptureFilter(
      leavingOut: networks,
      peers: [CapturePeer(address: centre, port: 8443)]
    )
    #expect(
      filter.text == "not arp and not src net 192.0.2.0/24 "
        + "and not src net 2001:db8::/32 and not (src host 198.51.100.9 and tcp src port 8443)"
    )
  }

  @Test(
    "The library understands it on Ethernet and on raw IP",
    arguments: [LinkType.ethernet, .raw]
  )
  func understood(_ linkType: LinkType) throws {
    let networks = ["0.0.0.0/0", "10.0.0.0/8", "2001:db8::/32"].compactMap { IPPrefix($0) }
    let peers = ["198.51.100.9", "2001:db8::1"].compactMap { IPAddress($0) }
      .map { CapturePeer(address: $0, port: 443) }
    #expect(networks.count == 3 && peers.count == 2)
    let text = CaptureFilter(leavingOut: networks, peers: peers).text
    #expect(throws: Never.self) { try LiveCapture.check(filter: text, linkType: linkType) }
  }
}
