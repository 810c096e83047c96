/// Writes a MaxMind DB for a test, after the MaxMind DB File Format Specification 2.0.
struct MaxMindWriter {
  /// A value of the data section.
  indirect enum Value: Sendable {
    case text(String)
    case uint16(UInt16)
    case uint32(UInt32)
    case uint64(UInt64)
    case map([(String, Value)])
    case array([Value])
  }

  private enum Record {
    case empty
    case node(Int)
    case data(Int)
  }

  let recordSize: Int
  let ipVersion: Int
  private var nodes: [[Record]] = [[.empty, .empty]]
  private var data: [UInt8] = []

  init(recordSize: Int, ipVersion: Int) {
    self.recordSize = recordSize
    self.ipVersion = ipVersion
  }

  /// Adds a prefix: `bits` leading bits of an address that is as wide as the tree.
  mutating func insert(_ address: UInt128, bits: Int, _ value: Value) {
    let offset = data.count
    data += Self.encode(value)
    let width = ipVersion == 6 ? 128 : 32
    var node = 0
    for depth in 0..<bits {
      let side = Int(truncatingIfNeeded: address >> (width - 1 - depth)) & 1
      if depth == bits - 1 {
        nodes[node][side] = .data(offset)
      } else if case .node(let next) = nodes[node][side] {
        node = next
      } else {
        nodes.append([.empty, .empty])
        nodes[node][side] = .node(nodes.count - 1)
        node = nodes.count - 1
      }
    }
  }

  /// Makes one side of the node at the end of a path lead to another node.
  mutating func link(_ address: UInt128, bits: Int, toNodeAt target: UInt128, targetBits: Int) {
    let node = find(address, bits: bits - 1)
    let side = Int(truncatingIfNeeded: address >> (128 - bits)) & 1
    nodes[node][side] = .node(find(target, bits: targetBits))
  }

  private mutating func find(_ address: UInt128, bits: Int) -> Int {
    var node = 0
    for depth in 0..<bits {
      let side = Int(truncatingIfNeeded: address >> (127 - depth)) & 1
      if case .node(let next) = nodes[node][side] {
        node = next
      } else {
        nodes.append([.empty, .empty])
        nodes[node][side] = .node(nodes.count - 1)
        node = nodes.count - 1
      }
    }
    return node
  }

  func file(buildEpoch: UInt64 = 1_709_164_800) -> [UInt8] {
    var bytes: [UInt8] = []
    for node in nodes {
      let left = number(of: node[0])
      let right = number(of: node[1])
      switch recordSize {
      case 24: bytes += Self.big(left, 3) + Self.big(right, 3)
      case 28:
        bytes += Self.big(left & 0xFF_FFFF, 3)
        bytes.append(UInt8((left >> 24) << 4 | right >> 24))
        bytes += Self.big(right & 0xFF_FFFF, 3)
      default: bytes += Self.big(left, 4) + Self.big(right, 4)
      }
    }
    bytes += [UInt8](repeating: 0, count: 16) + data
    bytes += [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
    return bytes
      + Self.encode(
        .map([
          ("binary_format_major_version", .uint16(2)), ("binary_format_minor_version", .uint16(0)),
          ("build_epoch", .uint64(buildEpoch)), ("database_type", .text("Test")),
          ("description", .map([("en", .text("Test"))])),
          ("ip_version", .uint16(UInt16(ipVersion))),
          ("languages", .array([.text("en")])), ("node_count", .uint32(UInt32(nodes.count))),
          ("record_size", .uint16(UInt16(recordSize))),
        ])
      )
  }

  private func number(of record: Record) -> UInt64 {
    switch record {
    case .empty: UInt64(nodes.count)
    case .node(let node): UInt64(node)
    case .data(let offset): UInt64(nodes.count + 16 + offset)
    }
  }

  private static func big(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * (count - 1 - $0))) }
  }

  private static func encode(_ value: Value) -> [UInt8] {
    switch value {
    case .text(let text): return control(2, text.utf8.count) + Array(text.utf8)
    case .uint16(let number): return control(5, 2) + big(UInt64(number), 2)
    case .uint32(let number): return control(6, 4) + big(UInt64(number), 4)
    case .uint64(let number): return control(9, 8) + big(number, 8)
    case .map(let pairs):
      return control(7, pairs.count) + pairs.flatMap { encode(.text($0)) + encode($1) }
    case .array(let values): return control(11, values.count) + values.flatMap(encode)
    }
  }

  /// The control byte of a type and a size below 285; types above 7 take a second byte.
  private static func control(_ type: UInt8, _ size: Int) -> [UInt8] {
    let short = UInt8(min(size, 29))
    let head = type <= 7 ? [type << 5 | short] : [short, type - 7]
    return size < 29 ? head : head + [UInt8(size - 29)]
  }
}
