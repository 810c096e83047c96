import Analysis
import Schema
import Testing

@Suite("Mirai share of a port (docs/definitions/MiraiShare.md, MiraiFeature.md)")
struct MiraiShareTests {
  /// JPCERT/CC, TSUBAME report, April to June 2022: sources in Japan.
  static func published() throws -> [MiraiShare] {
    MiraiShare.ranked(
      [
        .tcp(22): Share(1906, of: 5351),
        .tcp(23): Share(51468, of: 54555),
        .tcp(80): Share(0, of: 9000),
        .tcp(2323): Share(2679, of: 3180),
        .tcp(5501): Share(1285, of: 1285),
        .tcp(37215): Share(6551, of: 6554),
      ],
      region: Region("JP")
    )
  }

  @Test("The quarter of 2022: five ports by their Mirai-type packets from Japan")
  func publishedOrder() throws {
    let shares = try Self.published()
    #expect(
      shares.map(\.label.description) == [
        "23/TCP", "37215/TCP", "2323/TCP", "22/TCP", "5501/TCP",
      ]
    )
    #expect(shares.allSatisfy { $0.region == Region("JP") })
  }

  @Test("A percentage is made from the counts: 94.34 for 23/TCP, 99.95, 84.25, 35.62, 100")
  func publishedPercentages() throws {
    let hundredths = try Self.published().map { ($0.share.value ?? -1) * 10_000 }
    #expect(hundredths.map { $0.rounded() } == [9434, 9995, 8425, 3562, 10_000])
  }

  @Test("Hosts without the feature are the rest")
  func without() throws {
    #expect(try Self.published().map(\.without) == [3087, 3, 501, 3445, 0])
  }
}
