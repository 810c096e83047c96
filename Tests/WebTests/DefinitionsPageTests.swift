import Foundation
import Segment
import Testing

@testable import Web

@Suite("Definitions")
struct DefinitionsPageTests {
  @Test("Every definition is served as it is written; else run Scripts/make-definitions")
  func current() throws {
    let folder = URL(filePath: "\(WebPackage.root)docs/definitions")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "md" }
    #expect(files.count > 20)
    #expect(DefinitionsPage.all.count == files.count)
    for file in files {
      let name = file.deletingPathExtension().lastPathComponent
      let served = DefinitionsPage.all.first { $0.name == name }
      let digest = ContentDigest(of: Array(try Data(contentsOf: file))).description
      #expect(served?.digest == digest, "\(name)")
    }
  }

  @Test("Links lead to definitions that there are, and nothing in them is a program or a style")
  func links() {
    let names = Set(DefinitionsPage.all.map(\.name))
    for definition in DefinitionsPage.all {
      for link in definition.html.matches(of: /href="\/definitions\/(\w+)/) {
        #expect(names.contains(String(link.1)), "\(definition.name): \(link.1)")
      }
      for word in ["<script", " style=", "<img", "href=\".."] {
        #expect(!definition.html.contains(word), "\(definition.name): \(word)")
      }
    }
  }
}
