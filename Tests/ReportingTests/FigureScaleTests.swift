import Testing

@testable import Reporting

@Suite("Figure scale")
struct FigureScaleTests {
  @Test(
    "It ends at a round number at or above the largest value",
    arguments: [
      (0, 1, 6), (1, 1, 6), (47, 50, 6), (1_200, 1_250, 6), (41_000, 50_000, 6), (0.37, 0.4, 5),
    ] as [(Double, Double, Int)]
  )
  func ends(largest: Double, end: Double, marks: Int) {
    let scale = FigureScale(upTo: largest)
    #expect(abs(scale.end - end) < 1e-9)
    #expect(scale.marks.count == marks)
    #expect(scale.marks.first == 0)
  }

  @Test("Numbers have no more digits behind the point than the step between marks")
  func formats() {
    #expect(FigureScale(upTo: 47).format == ",.0f")
    #expect(FigureScale(upTo: 1).format == ",.1f")
    #expect(FigureScale(upTo: 12).format == ",.1f")
    #expect(FigureScale.valueFormat([5_912, 7_321]) == ",.0f")
    #expect(FigureScale.valueFormat([5.912, 7]) == ",.2f")
  }

  @Test("What no axis can show ends at one", arguments: [Double.nan, .infinity, -3])
  func odd(largest: Double) {
    #expect(FigureScale(upTo: largest).end == 1)
  }
}
