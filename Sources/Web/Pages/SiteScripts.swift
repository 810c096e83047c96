import Foundation
import Reporting
import Segment
import Store

/// The programs that make pages lively, under addresses that change with them: small ones of ours, and Vega where it is
/// installed.
struct SiteScripts: Sendable {
  /// The path of the module that lets figures answer to the pointer.
  static let modulePath = path("figures", PackageResources.figures_js)
  /// The path of the module that puts what is counted now on a page.
  static let livePath = path("live", PackageResources.live_js)

  /// The path of Vega; nil where it is not installed, and figures are pictures only.
  let vegaPath: String?
  private let vega: [UInt8]
  private let compressedVega: [UInt8]?

  /// The programs of an installation.
  init(_ renderer: RendererInstallation?) {
    let bundle = renderer.flatMap { FileManager.default.contents(atPath: $0.bundle) } ?? Data()
    vega = Array(bundle)
    // Two thirds of what a first view would take; where zlib has no memory for it, it is sent as it is.
    compressedVega = try? GzipBody(of: vega, .most, place: "Vega").bytes
    vegaPath = vega.isEmpty ? nil : Self.path("vega", vega)
  }

  var routes: [Route] {
    var routes = [
      Self.route(Self.modulePath, PackageResources.figures_js),
      Self.route(Self.livePath, PackageResources.live_js),
    ]
    if let vegaPath { routes.append(Self.route(vegaPath, vega, compressedVega)) }
    return routes
  }

  private static func path(_ name: String, _ program: [UInt8]) -> String {
    "/\(name)-\(ContentDigest(of: program).description.prefix(12)).js"
  }

  private static func route(
    _ path: String,
    _ bytes: [UInt8],
    _ compressed: [UInt8]? = nil
  ) -> Route {
    .get(path, .everyone) { _ in
      var answer = Answer(.script, bytes)
      answer.compressed = compressed
      answer.lifetime = 31_536_000
      return answer
    }
  }
}
