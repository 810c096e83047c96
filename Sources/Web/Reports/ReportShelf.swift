import Disclosure
import Foundation
import Reporting
import Schema
import Segment

/// The folder of reports: a folder each, with the files, their manifest, and who published them.
struct ReportShelf: Sendable {
  private static let publication = "published.json"
  /// The longest manifest that is read.
  ///
  /// Unit: bytes.
  private static let longest = 1 << 22
  /// How many reports are listed.
  private static let most = 200

  /// The folder.
  let path: String

  // MARK: Making

  /// The name of a new report's folder: `2022-Q4-public-20221231T150000Z`.
  func name(for order: ReportOrder, at time: Int64) -> String {
    let whole = time / 1_000_000_000 * 1_000_000_000
    let stamp = "\(UTCTime(nanoseconds: whole))".filter { $0 != "-" && $0 != ":" }
    return "\(order.period)-\(order.audience.rawValue)-\(stamp)"
  }

  /// Where a report lies until all of it is there: a name that no list shows.
  func unfinished(_ name: String) -> String { "\(path)/.\(name)" }

  /// Gives a report its place.
  func place(_ name: String) throws(WebError) {
    do {
      try FileManager.default.moveItem(atPath: unfinished(name), toPath: "\(path)/\(name)")
    } catch {
      throw Self.failure(name, "it cannot be put into its place")
    }
  }

  // MARK: Reading

  /// The reports, the newest first.
  func reports() -> [KeptReport] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let kept = names.filter { !$0.hasPrefix(".") }.compactMap { try? report($0) }
      .sorted { ($1.made, $0.name) < ($0.made, $1.name) }
    return Array(kept.prefix(Self.most))
  }

  /// A report.
  ///
  /// - Throws: That there is none of the name.
  func report(_ name: String) throws(WebError) -> KeptReport {
    guard Self.isName(name),
      let contents = Self.contents(of: "\(path)/\(name)/\(ReportManifest.fileName)"),
      let manifest = try? ReportManifest(reading: contents, path: name)
    else {
      throw WebError(
        404,
        place: String(name.prefix(100)),
        problem: "there is no such report",
        remedy: "look at the list at /reports"
      )
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: "\(path)/\(name)/\(ReportManifest.fileName)"
    )
    let made = attributes?[.modificationDate] as? Date
    let publication = Self.contents(of: "\(path)/\(name)/\(Self.publication)").flatMap {
      try? JSONDecoder().decode(KeptReport.Publication.self, from: $0)
    }
    return KeptReport(
      name: name,
      manifest: manifest,
      made: Int64((made?.timeIntervalSince1970 ?? 0) * 1_000_000_000),
      publication: publication
    )
  }

  /// A file of a report, which is what was made.
  ///
  /// - Throws: That the report has no such file, or that it is no longer what was made.
  func file(_ name: String, of report: KeptReport) throws(WebError) -> DownloadedFile {
    let isManifest = name == ReportManifest.fileName
    let entry = report.manifest.files.first { $0.name == name }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard isManifest || entry != nil, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") })
    else {
      throw WebError(
        404,
        place: String(name.prefix(100)),
        problem: "the report has no such file",
        remedy: "take one of its page"
      )
    }
    let file = "\(path)/\(report.name)/\(name)"
    if let entry {
      guard let digest = try? ContentDigest(ofFileAt: file), "\(digest)" == entry.sha256 else {
        throw WebError(
          404,
          place: name,
          problem: "the file is gone, or is not what was made",
          remedy: "make the report again"
        )
      }
    }
    return try DownloadedFile(
      path: file,
      name: "\(parts.last ?? "")",
      type: Self.type(of: name)
    )
  }

  /// The size of a file of a report in bytes; nil where it is gone.
  func size(of name: String, in report: KeptReport) -> Int64? {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: "\(path)/\(report.name)/\(name)"
    )
    return (attributes?[.size] as? UInt64).map { Int64(clamping: $0) }
  }

  // MARK: Publishing

  /// Gives a report to everyone.
  func publish(_ report: KeptReport, _ publication: KeptReport.Publication) throws(WebError) {
    do {
      try JSONEncoder().encode(publication)
        .write(to: URL(filePath: "\(path)/\(report.name)/\(Self.publication)"), options: .atomic)
    } catch {
      throw Self.failure(report.name, "it cannot be written that it is published")
    }
  }

  /// Takes a report back.
  func withdraw(_ report: KeptReport) throws(WebError) {
    do {
      try FileManager.default.removeItem(atPath: "\(path)/\(report.name)/\(Self.publication)")
    } catch {
      throw Self.failure(report.name, "it cannot be taken back")
    }
  }

  // MARK: Names

  /// Whether a text can be the name of a report's folder.
  private static func isName(_ text: String) -> Bool {
    (1...120).contains(text.utf8.count) && !text.hasPrefix(".")
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "._-".unicodeScalars.contains(scalar))
      }
  }

  private static func contents(of path: String) -> Data? {
    guard let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: longest + 1), data.count <= longest
    else { return nil }
    return data
  }

  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "pdf": "application/pdf"
    case "md": "text/markdown; charset=utf-8"
    case "json": "application/json"
    case "png": "image/png"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }

  private static func failure(_ name: String, _ problem: String) -> WebError {
    WebError(
      500,
      place: name,
      problem: problem,
      remedy: "check the disk and the permission to write in the folder of reports"
    )
  }
}
