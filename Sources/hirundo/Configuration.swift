import Collector
import Disclosure
import Foundation
import Schema
import Web
import Yams

/// What hirundo.yaml says: choices that hold for every command on a data directory (docs/formats/configuration.md).
///
/// An option of the command line goes before a variable of the environment, and that before the file.
struct Configuration {
  /// The file's name in the data directory.
  static let fileName = "hirundo.yaml"
  private static let page = "docs/formats/configuration.md lists the keys"

  /// Where the store is, as `--store` takes it.
  private(set) var store: String?
  /// The zone in which days begin.
  private(set) var timeZone: String?
  /// The home country.
  private(set) var home: Region?
  /// Where sensors reach the centre, `host:port`.
  private(set) var listen: String?
  /// Where health is asked for, `host:port` or `none`.
  private(set) var health: String?
  /// Where the dashboard is, `host:port` or `none`.
  private(set) var web: String?
  /// The proxies before the dashboard that are believed.
  private(set) var webProxies: [String] = []
  /// How many requests a minute a reader of the dashboard may make.
  private(set) var webRequests: Int?
  /// The names and addresses of the centre, for its certificate and tokens.
  private(set) var names: [String] = []
  /// The provider of OpenID Connect of the dashboard, still without its secret.
  private(set) var openID: OpenIDSettings?
  /// The file that has the secret.
  private(set) var openIDSecretFile: String?
  /// How much everyone may see of a report.
  private(set) var disclosure = DisclosurePolicy()
  /// How long things are kept.
  private(set) var retention = RetentionPolicy()
  /// The file; nil where there is none.
  let path: String?

  /// What holds without a file.
  init() {
    path = nil
  }

  /// Reads a file.
  init(reading path: String) throws {
    self.path = path
    let text = String(decoding: try SmallFile.contents(of: path), as: UTF8.self)
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      let reason = "\(error)".split(separator: "\n").first.map(String.init) ?? "it is no YAML"
      throw InputError("\(path): \(reason); correct the line")
    }
    // An empty file says nothing.
    guard let node, node.null == nil else { return }
    let keys = ["store", "time-zone", "home", "retention", "serve", "disclosure"]
    for (key, value) in try Self.entries(node, "", keys, path) {
      switch key {
      case "store": store = try Self.text(value, key, path)
      case "time-zone": timeZone = try Self.text(value, key, path)
      case "home":
        home = Region(try Self.text(value, key, path))
        guard home != nil else {
          throw Self.failure(value, key, "this is no country", "write two letters: JP", path)
        }
      case "serve": try readServe(value)
      case "disclosure": try readDisclosure(value)
      default: try readRetention(value)
      }
    }
  }

  private mutating func readServe(_ node: Node) throws {
    let path = path ?? ""
    let keys = ["listen", "health", "web", "web-proxies", "web-requests", "names", "open-id"]
    for (key, value) in try Self.entries(node, "serve", keys, path) {
      switch key {
      case "listen": listen = try Self.text(value, key, path)
      case "health": health = try Self.text(value, key, path)
      case "web": web = try Self.text(value, key, path)
      case "web-requests":
        guard let number = Int(try Self.text(value, key, path)), number >= 0 else {
          throw Self.failure(value, key, "this is no number of requests", "write 600, or 0", path)
        }
        webRequests = number
      case "open-id":
        let choice = try OpenIDChoice(value, path)
        (openID, openIDSecretFile) = (choice.settings, choice.secretFile)
      case "web-proxies": webProxies = try Self.list(value, key, "[127.0.0.1]", path)
      default: names = try Self.list(value, key, "[centre.example.net]", path)
      }
    }
  }

  private mutating func readDisclosure(_ node: Node) throws {
    let path = path ?? ""
    guard case .mapping(let mapping) = node else {
      throw Self.failure(node, "disclosure", "there are no keys with values", Self.page, path)
    }
    var values: [String: Int] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard let number = Int(try Self.text(value, name, path)) else {
        throw Self.failure(value, name, "this is no number", "write a whole number", path)
      }
      values[name] = number
    }
    do {
      disclosure = try DisclosurePolicy(keys: values)
    } catch {
      throw InputError("\(path): \(error)")
    }
  }

  private mutating func readRetention(_ node: Node) throws {
    let path = path ?? ""
    let keys = ["raw-days", "summary-days", "archive-days", "budget"]
    for (key, value) in try Self.entries(node, "retention", keys, path) {
      switch key {
      case "raw-days": retention.rawDays = try Self.days(value, key, path)
      case "summary-days": retention.summaryDays = try Self.days(value, key, path)
      case "archive-days": retention.archiveDays = try Self.days(value, key, path)
      default:
        let text = try Self.text(value, key, path)
        guard let budget = ByteAmount(text) else {
          throw Self.failure(value, key, "\(text) is no amount", "write 500 GB or 2 TB", path)
        }
        retention.budget = budget.bytes
      }
    }
    if let summaries = retention.summaryDays, summaries < retention.rawDays ?? .max {
      throw Self.failure(
        node,
        "retention",
        "summaries are made again while raw rows are there, so they cannot go first",
        "set raw-days, to at most summary-days",
        path
      )
    }
  }

  static func entries(
    _ node: Node,
    _ place: String,
    _ keys: [String],
    _ path: String
  ) throws -> [(key: String, value: Node)] {
    guard case .mapping(let mapping) = node else {
      throw failure(node, place, "there are no keys with values", page, path)
    }
    return try mapping.map { key, value in
      guard let name = key.string, keys.contains(name) else {
        throw failure(
          key,
          place,
          "the key \(key.string ?? "") is unknown",
          "the keys here are \(keys.joined(separator: ", "))",
          path
        )
      }
      return (name, value)
    }
  }

  static func text(_ node: Node, _ key: String, _ path: String) throws -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw failure(node, key, "the key has no value of one line", "write \"\(key): value\"", path)
    }
    return scalar.string
  }

  static func list(
    _ node: Node,
    _ key: String,
    _ example: String,
    _ path: String
  ) throws -> [String] {
    guard case .sequence(let list) = node else {
      throw failure(node, key, "this is no list", "write \(example)", path)
    }
    return try list.map { try text($0, key, path) }
  }

  private static func days(_ node: Node, _ key: String, _ path: String) throws -> Int {
    let text = try text(node, key, path)
    guard let days = Int(text), (1...100_000).contains(days) else {
      throw failure(node, key, "\(text) is no number of days", "write a number from 1", path)
    }
    return days
  }

  static func failure(
    _ node: Node,
    _ place: String,
    _ problem: String,
    _ remedy: String,
    _ path: String
  ) -> InputError {
    let line = node.mark.map { ", line \($0.line)" } ?? ""
    return InputError("\(path)\(line): \(place.isEmpty ? "" : "\(place): ")\(problem); \(remedy)")
  }
}
