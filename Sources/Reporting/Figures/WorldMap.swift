import Foundation
import Schema

/// The outlines of the world's countries (Scripts/make-world-map), small ones left out.
struct WorldMap: Hashable, Sendable {
  /// A point in degrees: east, north.
  typealias Point = [Double]

  /// A country or a part of one.
  struct Area: Hashable, Sendable {
    /// Whose outline it is; nil for areas without letters of their own.
    var region: Region?
    /// Polygons, each of an outer ring and of holes.
    var polygons: [[[Point]]]
  }

  /// The map that is part of the program; nil would be a fault of the build, which a test excludes.
  static let standard = WorldMap(PackageResources.world_json)

  /// All areas.
  let areas: [Area]

  /// A map from GeoJSON; nil for what is none.
  init?(_ bytes: [UInt8]) {
    struct Collection: Decodable {
      struct Feature: Decodable {
        struct Properties: Decodable { var id: String? }
        struct Geometry: Decodable { var coordinates: [[[Point]]] }
        var properties: Properties
        var geometry: Geometry
      }
      var features: [Feature]
    }
    guard let collection = try? JSONDecoder().decode(Collection.self, from: Data(bytes)) else {
      return nil
    }
    areas = collection.features.map {
      Area(region: $0.properties.id.flatMap { Region($0) }, polygons: $0.geometry.coordinates)
    }
  }

  /// The regions that have an outline.
  var regions: Set<Region> { Set(areas.compactMap(\.region)) }
}

extension WorldMap.Area {
  /// Strokes from south-west to north-east that fill it.
  ///
  /// - Parameter distance: The distance between two of them, in degrees of longitude.
  /// - Returns: The ends of each stroke.
  func hatching(distance: Double) -> [[WorldMap.Point]] {
    // Along a stroke east - north stays the same; the outline crosses it an even number of times.
    var crossings: [Int: [Double]] = [:]
    for ring in polygons.joined() {
      for (start, end) in zip(ring, ring.dropFirst()) where start.count > 1 && end.count > 1 {
        let (from, to) = ((start[0] - start[1]) / distance, (end[0] - end[1]) / distance)
        let (low, high) = (Int(min(from, to).rounded(.up)), Int(max(from, to).rounded(.up)))
        for stroke in low..<max(low, high) {
          let part = (Double(stroke) - from) / (to - from)
          let first = start[0] + start[1]
          let along = first + part * (end[0] + end[1] - first)
          crossings[stroke, default: []].append(along)
        }
      }
    }
    var strokes: [[WorldMap.Point]] = []
    for (stroke, places) in crossings.sorted(by: { $0.key < $1.key }) {
      let across = Double(stroke) * distance
      let ends = places.sorted().map { Self.point(along: $0, across: across) }
      for place in stride(from: 0, to: ends.count - 1, by: 2) {
        strokes.append([ends[place], ends[place + 1]])
      }
    }
    return strokes
  }

  /// The point whose east and north have a sum and a difference, in tenths of a degree.
  private static func point(along sum: Double, across difference: Double) -> WorldMap.Point {
    let east = (sum + difference) / 2
    let north = (sum - difference) / 2
    return [(east * 10).rounded() / 10, (north * 10).rounded() / 10]
  }
}
