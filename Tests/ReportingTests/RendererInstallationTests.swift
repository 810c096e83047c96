import Foundation
import Testing

@testable import Reporting

@Suite("Renderer's installation")
struct RendererInstallationTests {
  @Test("A folder without it says what to run")
  func missing() {
    let error = #expect(throws: ReportingError.self) {
      try RendererInstallation(folder: "/nonexistent")
    }
    #expect(
      error?.description
        == "/nonexistent: the renderer of figures and pages is missing; "
        + "run: Scripts/install-renderer (make demo runs it too)"
    )
  }

  @Test("The environment's folder is the only one that is looked at")
  func environment() {
    let error = #expect(throws: ReportingError.self) {
      try RendererInstallation(
        environment: ["HIRUNDO_ENGINE": "/nonexistent"],
        program: #filePath
      )
    }
    #expect(error?.place == "/nonexistent")
  }
}
