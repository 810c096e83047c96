import Foundation
import Store
import Testing

@Suite("The engine's installation")
struct EngineInstallationTests {
  @Test("A missing engine is one sentence with the command to run")
  func missing() throws {
    let folder = FileManager.default.temporaryDirectory.path()
    let error = #expect(throws: StoreError.self) {
      try EngineInstallation(environment: ["HIRUNDO_ENGINE": folder], program: "/usr/bin/true")
    }
    #expect(
      error.map { "\($0)" }
        == "\(folder): the embedded engine is missing; run: Scripts/install-engine"
    )
  }

  @Test(
    "It is found above the program",
    .enabled(
      if: TestPackage.hasEngine,
      "the embedded engine is missing; run: Scripts/install-engine"
    )
  )
  func beside() throws {
    let found = try EngineInstallation(
      environment: [:],
      program: "\(TestPackage.root).build/debug/hirundo"
    )
    #expect(found.adapter == "\(TestPackage.root)Engine/hirundo-engine.py")
  }
}
