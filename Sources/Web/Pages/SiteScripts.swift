import Foundation
import Reporting
import Segment

/// The programs that make pages lively, under addresses that change with them: a small one of ours, and Vega where it
/// is installed.
struct SiteScripts: Sendable {
  /// The path of our module.
  static let modulePath =
    "/figures-\(ContentDigest(of: PackageResources.figures_js).description.prefix(12)).js"

  /// The path of Vega; nil where it is not installed, and figures are pictures only.
  let vegaPath: String?
  private let vega: [UInt8]

  /// The programs of an installation.
  init(_ renderer: RendererInstallation?) {
    let bundle = renderer.flatMap { FileManager.default.contents(atPath: $0.bundle) } ?? Data()
    vega = Array(bundle)
    vegaPath =
      vega.isEmpty ? nil : "/vega-\(ContentDigest(of: vega).description.prefix(12)).js"
  }

  var routes: [Route] {
    var routes = [Self.route(Self.modulePath, PackageResources.figures_js)]
    if let vegaPath { routes.append(Self.route(vegaPath, vega)) }
    return routes
  }

  private static func route(_ path: String, _ bytes: [UInt8]) -> Route {
    .get(path, .everyone) { _ in
      var answer = Answer(.script, bytes)
      answer.lifetime = 31_536_000
      return answer
    }
  }
}
