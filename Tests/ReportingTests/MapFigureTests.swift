import Foundation
import Schema
import Testing

@testable import Reporting

@Suite("Map figure")
struct MapFigureTests {
  private func figure(_ values: [Region: Double], _ rest: MapFigure.Rest) throws -> [String: Any] {
    let frame = FigureFrame(
      id: "regions",
      language: .en,
      title: "Packets by source region",
      subtitle: "2024-Q3",
      description: "Packets by source region.",
      source: "made up"
    )
    let figure = MapFigure(
      frame: frame,
      quantity: "packets",
      values: values,
      names: [:],
      rest: rest
    ).figure
    let text = try #require(figure).specification
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The features of each layer of the map.
  private func layers(_ figure: [String: Any]) throws -> [[[String: Any]]] {
    let views = try #require(figure["vconcat"] as? [[String: Any]])
    let layers = try #require(views.first?["layer"] as? [[String: Any]])
    return layers.map { layer in
      ((layer["data"] as? [String: Any])?["values"] as? [[String: Any]]) ?? []
    }
  }

  @Test("The map has the large countries, and leaves small ones and Antarctica to tables")
  func regions() {
    let drawn = MapFigure.drawnRegions
    for code in ["JP", "US", "BR", "CN", "FR", "NO", "TW", "XK"] {
      #expect(Region(code).map(drawn.contains) == true, "\(code)")
    }
    for code in ["HK", "SG", "AQ"] {
      #expect(Region(code).map(drawn.contains) == false, "\(code)")
    }
    #expect(drawn.count == 174)
  }

  @Test("A region without a value is hatched where nothing is known of it, and zero where it is")
  func missing() throws {
    let japan = try #require(Region("JP"))
    // Two areas have no letters: nothing can be known of them.
    let zero = try layers(figure([japan: 5], .zero))
    #expect(zero.map(\.count) == [2, 2, 174])
    let missing = try layers(figure([japan: 5], .missing))
    #expect(missing.map(\.count) == [175, 175, 1])
    let properties = missing[2][0]["properties"] as? [String: Any]
    #expect(properties?["value"] as? Double == 5)
    #expect(properties?["region"] as? String == "JP")
  }

  @Test("No value is no map")
  func nothing() {
    let frame = FigureFrame(
      id: "regions",
      language: .en,
      title: "",
      subtitle: "",
      description: "",
      source: ""
    )
    let map = MapFigure(frame: frame, quantity: "", values: [:], names: [:], rest: .zero)
    #expect(map.figure == nil)
  }

  @Test("Strokes fill an area with a hole, and not the hole")
  func hatching() {
    // Ten degrees square with a hole from 4 to 6, on a stroke where east equals north.
    let area = WorldMap.Area(
      region: nil,
      polygons: [
        [
          [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]],
          [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]],
        ]
      ]
    )
    let middle = area.hatching(distance: 20).sorted { $0[0][0] < $1[0][0] }
    #expect(middle == [[[0, 0], [4, 4]], [[6, 6], [10, 10]]])
  }

  @Test("Classes of a map have round borders: tens, threes or twos by how far values spread")
  func scale() {
    #expect(
      MapScale([1, 40, 200_000, 1_234_567]).borders == [100, 1_000, 10_000, 100_000, 1_000_000]
    )
    #expect(MapScale([2, 350]).borders == [3, 10, 30, 100, 300])
    #expect(MapScale([30, 120]).borders == [20, 50, 100])
    #expect(MapScale([0.02, 0.5]).borders == [0.02, 0.05, 0.1, 0.2, 0.5])
    #expect(MapScale([7]).borders == [5])
    #expect(MapScale([0]).borders == [1])
    let names = ["< 1,000", "1,000 – 10,000", "10,000 – 100,000"]
    let wide = MapScale([1_313, 1_000_000 - 1])
    #expect(wide.borders == [1_000, 3_000, 10_000, 30_000, 100_000, 300_000].suffix(5))
    let tens = MapScale([1_000, 1_000_001])
    #expect(tens.borders == [1_000, 10_000, 100_000, 1_000_000])
    #expect(tens.classNames.prefix(3) == names.prefix(3) && tens.className(of: 0) == "< 1,000")
    #expect(tens.className(of: 1_000) == "1,000 – 10,000")
    #expect(tens.className(of: 2e6) == "≥ 1,000,000")
    #expect(MapScale([30, 120]).classColours == ["#dbe9f6", "#b3d0ea", "#4a8bc2", "#08306b"])
  }
}
