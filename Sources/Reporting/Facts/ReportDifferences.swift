import Foundation

/// The numbers of an earlier report that the store no longer gives.
public struct ReportDifferences: Hashable, Sendable {
  /// A value that differs.
  public struct Difference: Hashable, Sendable {
    /// Where it stands: `facts.top_ports.values.0.packets`.
    public var path: String
    /// What the report says, as JSON; nil where it says nothing.
    public var earlier: String?
    /// What the store says now.
    public var now: String?
  }

  /// The values that differ, in the order of their paths.
  public let differences: [Difference]

  /// Compares an earlier report with one of today.
  ///
  /// Left out are the software and the text of the questions: they are no numbers.
  ///
  /// - Throws: A number that cannot be written.
  public init(_ earlier: ReportFile, now: ReportFile) throws(ReportingError) {
    let (first, second) = (try Self.values(earlier), try Self.values(now))
    differences = Set(first.keys).union(second.keys).filter { first[$0] != second[$0] }
      .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map { Difference(path: $0, earlier: first[$0], now: second[$0]) }
  }

  /// Whether a path leads to something that is compared.
  private static func isCompared(_ key: String) -> Bool { key != "queries" && key != "software" }

  /// The leaves of a report by their paths, each as JSON.
  private static func values(_ file: ReportFile) throws(ReportingError) -> [String: String] {
    let tree: Tree
    do {
      tree = try JSONDecoder().decode(Tree.self, from: try file.data())
    } catch let error as ReportingError {
      throw error
    } catch {
      throw ReportingError(
        place: "the report's JSON",
        problem: "it cannot be read (\(error))",
        remedy: "report this as a defect"
      )
    }
    var leaves: [String: String] = [:]
    tree.addLeaves(at: "", to: &leaves, where: isCompared)
    return leaves
  }

  /// Any JSON.
  private indirect enum Tree: Decodable {
    case object([String: Tree])
    case array([Tree])
    case leaf(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .leaf("null")
      } else if let value = try? container.decode(Bool.self) {
        self = .leaf("\(value)")
      } else if let value = try? container.decode(UInt64.self) {
        self = .leaf("\(value)")
      } else if let value = try? container.decode(Double.self) {
        self = .leaf("\(value)")
      } else if let value = try? container.decode(String.self) {
        self = .leaf("\"\(value)\"")
      } else if let values = try? container.decode([Tree].self) {
        self = .array(values)
      } else {
        self = .object(try container.decode([String: Tree].self))
      }
    }

    func addLeaves(
      at path: String,
      to leaves: inout [String: String],
      where isCompared: (String) -> Bool
    ) {
      func inside(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
      switch self {
      case .leaf(let text): leaves[path] = text
      case .array(let values):
        for (index, value) in values.enumerated() {
          value.addLeaves(at: inside("\(index)"), to: &leaves, where: isCompared)
        }
      case .object(let values):
        for (key, value) in values where isCompared(key) {
          value.addLeaves(at: inside(key), to: &leaves, where: isCompared)
        }
      }
    }
  }
}
