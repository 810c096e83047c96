// swift-tools-version: 6.2
import PackageDescription

// The modules are links to the sources themselves, so that the package needs no library products.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "detection-bench",
  dependencies: [.package(url: "https://github.com/apple/swift-numerics", from: "1.1.1")],
  targets: [
    .target(name: "Wire", swiftSettings: strict),
    .target(name: "Schema", dependencies: ["Wire"], swiftSettings: strict),
    .target(
      name: "Analysis",
      dependencies: ["Schema", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict
    ),
    .target(
      name: "Detection",
      dependencies: [
        "Analysis", "Schema", .product(name: "RealModule", package: "swift-numerics"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "DetectionBench",
      dependencies: ["Detection", "Schema"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
