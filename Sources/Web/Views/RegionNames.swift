import Foundation
import Reporting
import Schema

/// The names of regions in a language.
enum RegionNames {
  /// The name of a region; its letters where it has none.
  static func name(_ region: Region, _ language: Language) -> String {
    guard region != .unknown else { return RankingWords.unknown[language] }
    return Locale(identifier: language.rawValue).localizedString(forRegionCode: "\(region)")
      ?? "\(region)"
  }
}
