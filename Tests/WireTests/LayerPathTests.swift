import Testing

@testable import Wire

@Suite("A layer path keeps the headers in their order")
struct LayerPathTests {
  @Test("Layers are named as Wireshark names them, outermost first")
  func names() {
    var path = LayerPath()
    #expect(path.count == 0 && path.description == "")
    for layer in [.ethernet, .etherType, .ipv6, .fragment, .sctp] as [Layer] {
      path.append(layer)
    }
    #expect(path.count == 5)
    #expect(path[0] == .ethernet && path[4] == .sctp)
    #expect(path.description == "eth:ethertype:ipv6:ipv6.fraghdr:sctp")
  }

  @Test("A full path refuses one more and keeps its sixteen")
  func capacity() {
    var path = LayerPath()
    let taken = (0..<17).map { _ in path.append(.vlan) }
    #expect(taken == Array(repeating: true, count: 16) + [false])
    #expect(path.count == 16 && path[15] == .vlan)
  }

  @Test("A layer without a name prints its number")
  func unknown() {
    #expect(Layer(rawValue: 200).description == "layer 200")
  }
}
