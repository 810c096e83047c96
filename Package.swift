// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A target and its tests, with the same settings everywhere.
func layer(
  _ name: String,
  on dependencies: [Target.Dependency] = [],
  resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(of name: String, on dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name)] + dependencies,
    swiftSettings: strict
  )
}

let package = Package(
  name: "hirundo",
  products: [
    .executable(name: "hirundo", targets: ["hirundo"]),
    .executable(name: "hirundo-sensor", targets: ["hirundo-sensor"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    .systemLibrary(name: "CMemory"),
    .systemLibrary(name: "CNetwork"),
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CMaxMindDB",
      pkgConfig: "libmaxminddb",
      providers: [.apt(["libmaxminddb-dev"])]
    ),

    layer("Wire"),
    layer("Capture", on: ["Wire", "CPcap", "CZlib", "CZstd"]),
    layer("Schema", on: ["Wire"]),
    layer(
      "Fingerprint",
      on: ["Schema", "Wire"],
      resources: [.embedInCode("Resources/default.rules")]
    ),
    layer("Enrichment", on: ["Schema", "Wire", "CMaxMindDB"]),
    layer("Tally", on: ["Fingerprint", "Enrichment", "Schema", "Capture", "Wire", "CMemory"]),
    layer(
      "Segment",
      on: ["Schema", "Capture", "Wire", .product(name: "Crypto", package: "swift-crypto")]
    ),
    layer(
      "Shipping",
      on: [
        "Wire",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ]
    ),
    layer(
      "Registry",
      on: [
        "Shipping", "Schema",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]
    ),
    layer(
      "Store",
      on: [
        "Schema", "Wire", "CZlib",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    layer("Analysis", on: ["Schema", .product(name: "RealModule", package: "swift-numerics")]),
    layer("Disclosure", on: ["Analysis", "Schema"]),
    layer(
      "Detection",
      on: ["Analysis", "Schema", .product(name: "RealModule", package: "swift-numerics")]
    ),
    layer(
      "Reporting",
      on: [
        "Disclosure", "Analysis", "Store", "Segment", "Schema",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [.embedInCode("Resources/world.json")]
    ),
    layer(
      "Sensor",
      on: [
        "Shipping", "Segment", "Schema", "Capture", "Wire",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ]
    ),
    layer(
      "Collector",
      on: [
        "Analysis", "Store", "Registry", "Shipping", "Segment", "Tally", "Fingerprint",
        "Enrichment", "Schema", "Capture", "Wire", "CMemory",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]
    ),
    layer(
      "Web",
      on: [
        "Collector", "Reporting", "Disclosure", "Analysis", "Store", "Registry", "Shipping",
        "Segment", "Fingerprint", "Schema", "Wire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      resources: [
        .embedInCode("Resources/definitions.json"), .embedInCode("Resources/figures.js"),
        .embedInCode("Resources/form.mustache"), .embedInCode("Resources/live.js"),
        .embedInCode("Resources/openapi.json"),
        .embedInCode("Resources/page.mustache"), .embedInCode("Resources/style.css"),
        .embedInCode("Resources/table.mustache"), .embedInCode("Resources/calendar.mustache"),
      ]
    ),
    layer(
      "Simulation",
      on: ["Schema", "Capture", "Wire", "Yams"],
      resources: [.embedInCode("Resources/tsubame-2022-q4.yaml")]
    ),
    .executableTarget(
      name: "hirundo",
      dependencies: [
        "Web", "Collector", "Reporting", "Detection", "Disclosure", "Analysis", "Store", "Registry",
        "Shipping", "Segment", "Tally", "Fingerprint",
        "Enrichment",
        "Simulation", "Schema", "Capture", "Wire", "CMemory", "CNetwork",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), "Yams",
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "hirundo-sensor",
      dependencies: [
        "Sensor", "Shipping", "Segment",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),

    tests(of: "Wire"),
    tests(of: "Capture", on: ["Wire"]),
    tests(of: "Schema", on: ["Wire"]),
    tests(of: "Fingerprint", on: ["Capture", "Schema", "Wire"]),
    tests(of: "Enrichment", on: ["Schema", "Wire"]),
    tests(
      of: "Tally",
      on: ["Fingerprint", "Enrichment", "Simulation", "Schema", "Capture", "Wire"]
    ),
    tests(of: "Store", on: ["Schema", "Wire"]),
    tests(of: "Segment", on: ["Schema", "Capture", "Wire"]),
    tests(of: "Shipping"),
    tests(of: "Registry", on: ["Shipping", "Schema"]),
    tests(of: "Sensor", on: ["Shipping", "Segment", "Schema", "Capture", "Wire"]),
    tests(
      of: "Analysis",
      on: ["Simulation", "Tally", "Fingerprint", "Enrichment", "Schema", "Capture", "Wire"]
    ),
    tests(of: "Disclosure", on: ["Simulation", "Analysis", "Schema"]),
    tests(of: "Detection", on: ["Analysis", "Schema"]),
    tests(of: "Reporting", on: ["Disclosure", "Analysis", "Store", "Schema"]),
    tests(
      of: "Collector",
      on: [
        "Analysis", "Registry", "Shipping", "Store", "Segment", "Simulation", "Tally",
        "Fingerprint", "Enrichment", "Schema", "Capture", "Wire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    tests(
      of: "Web",
      on: [
        "Collector", "Reporting", "Disclosure", "Analysis", "Registry", "Shipping", "Store",
        "Segment", "Simulation", "Fingerprint", "Enrichment", "Schema", "Wire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    tests(of: "Simulation", on: ["Schema", "Capture", "Wire"]),
    .testTarget(
      name: "hirundoTests",
      dependencies: [
        "hirundo", "hirundo-sensor", "Web", "Registry", "Shipping", "Segment", "Simulation",
        "Schema", "Capture", "Wire",
      ],
      exclude: ["Field/clock_ahead.c", "Field/relay.py", "Field/send_frames.py"],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6]
)
