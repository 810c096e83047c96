import Foundation

@testable import Reporting

/// The renderer that `make test` installs, nil where it is not: tests that need it are skipped then.
let installedRenderer: RendererInstallation? = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)
  return try? RendererInstallation(folder: root)
}()
