import Testing

@Suite(
  "The dashboard from outside",
  .serialized,
  .enabled(if: InstalledBrowser.isThere, InstalledBrowser.absence)
)
struct DashboardTests {
  /// Expects that a program found nothing and looked at so many things at least.
  private func expectNothing(_ outcome: Program.Outcome, in least: Int) throws {
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    let count = try #require(outcome.lines.last?.firstMatch(of: /^[0-9]+/)?.0)
    #expect(Int(count) ?? 0 >= least, "\(outcome.output)")
  }

  @Test(
    "In a browser one chooses a password by a link, signs in and out, makes accounts and tokens"
  )
  func accounts() async throws {
    try expectNothing(try await DashboardSample.shared.accounts(), in: 3)
  }

  @Test("Every page is sound as every role, in both languages, light and dark, narrow and wide")
  func walk() async throws {
    try await DashboardSample.whileServed { dashboard in
      // Three pages that everyone sees, in two languages, schemes and widths, as four roles.
      try expectNothing(try await dashboard.look(with: "walk.py", "readers.json"), in: 96)
    }
  }

  @Test("Pages show the numbers of the interface, keep their filters, and are read by keyboard")
  func reading() async throws {
    try await DashboardSample.whileServed { dashboard in
      let outcome = try await dashboard.look(with: "reading.py", "readers.json", "2024-05")
      try expectNothing(outcome, in: 100)
    }
  }

  @Test("The Nu HTML checker has nothing to say about any page")
  func markup() async throws {
    try await DashboardSample.whileServed { dashboard in
      let outcome = try await dashboard.look(
        with: "markup.py",
        "readers.json",
        InstalledBrowser.checker
      )
      try expectNothing(outcome, in: 32)
    }
  }

  @Test("The interface answers whatever is asked as its description says")
  func interface() async throws {
    try await DashboardSample.whileServed { dashboard in
      try expectNothing(try await dashboard.look(with: "interface.py", "readers.json"), in: 500)
    }
  }

  @Test("Requests that no browser sends are refused, and the server lives on")
  func hostile() async throws {
    try await DashboardSample.whileServed { dashboard in
      let outcome = try await dashboard.look(
        with: "hostile.py",
        "\(dashboard.identifier)",
        "readers.json"
      )
      try expectNothing(outcome, in: 100)
    }
  }
}
