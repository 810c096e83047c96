import Foundation
import Hummingbird
import Reporting
import Schema

/// How a reader wants pages: on which ground, and times in which zone.
struct Display: Hashable, Sendable {
  /// On what pages stand.
  var ground = FigureTheme.Ground.auto
  /// The name of the zone in which times stand; nil for the reporting zone.
  var zone: String?

  /// What nobody has chosen.
  init() {}

  /// What the cookies of a request say; what no cookie of ours says is as nobody chose it.
  init(_ request: Request, _ cookies: CookieNames) {
    ground = cookies.value(cookies.ground, of: request).flatMap(FigureTheme.Ground.init) ?? .auto
    zone = cookies.value(cookies.zone, of: request).flatMap(Self.known)
  }

  /// The name of a zone that there is; nil for others.
  static func known(_ name: String) -> String? {
    name == "UTC" || TimeZone.knownTimeZoneIdentifiers.contains(name) ? name : nil
  }

  /// The zone in which times stand.
  ///
  /// - Parameter reporting: The reporting zone.
  /// - Returns: The chosen zone, with its offsets of half a century, or the reporting zone.
  func zone(orElse reporting: ReportingZone) -> ReportingZone {
    guard let name = zone, name != reporting.name else { return reporting }
    guard name != "UTC", let zone = TimeZone(identifier: name) else { return .utc }
    // 2000-01-01 and 2050-01-01 UTC.
    var instant = Date(timeIntervalSince1970: 946_684_800)
    let end = Date(timeIntervalSince1970: 2_524_608_000)
    var transitions = [
      ReportingZone.Transition(start: .min, offset: zone.secondsFromGMT(for: instant))
    ]
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end {
      transitions.append(
        ReportingZone.Transition(
          start: Int64(next.timeIntervalSince1970) * 1_000_000_000,
          offset: zone.secondsFromGMT(for: next)
        )
      )
      instant = next
    }
    return ReportingZone(name: name, transitions: transitions)
  }
}

extension CookieNames {
  /// On which ground a reader wants pages.
  var ground: String { prefix + "hirundo-ground" }
  /// In which zone a reader wants times.
  var zone: String { prefix + "hirundo-zone" }
}

extension WebRequest {
  /// How the reader wants pages.
  var display: Display { Display(request, cookies) }
}
