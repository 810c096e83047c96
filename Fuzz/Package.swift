// swift-tools-version: 6.2
import PackageDescription

// The package's own settings. Fuzz/run adds the instrumentation (--sanitize) for all targets; the
// modules under test are links to the sources themselves, so that the package needs no library
// products for the sake of its fuzz targets.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
    .target(name: "Wire", swiftSettings: strict),
    .target(
      name: "Capture",
      dependencies: ["Wire", "CPcap", "CZlib", "CZstd"],
      swiftSettings: strict
    ),
    .executableTarget(name: "FuzzFrame", dependencies: ["Wire"], swiftSettings: strict),
    .executableTarget(name: "FuzzFile", dependencies: ["Capture", "Wire"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
