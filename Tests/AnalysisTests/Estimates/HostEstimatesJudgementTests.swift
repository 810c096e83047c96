import Analysis
import Testing

/// The runs of docs/definitions/HostEstimates.md: the simulator plays each condition 200 times, and
/// its ground truth says how many hosts there were.
@Suite("Estimates of hosts against the simulator's truth (docs/definitions/HostEstimates.md)")
struct HostEstimatesJudgementTests {
  /// The runs of 200 in which a 95 % interval is to contain the truth: 90 to 99 %.
  static let wanted = 180...198

  @Test(
    "At one rate the intervals of all methods contain the truth in 90 to 99 % of the runs",
    arguments: [JudgedCondition.oneRate, .hundredAddresses]
  )
  func oneRate(_ condition: JudgedCondition) throws {
    let verdicts = try condition.verdicts()
    for method in JudgedCondition.Method.allCases {
      #expect(Self.wanted.contains(try #require(verdicts[method]).within), "\(method)")
    }
  }

  @Test("At log-normal rates the spread finds the truth, and the others stay below it")
  func spreadRates() throws {
    let verdicts = try JudgedCondition.spreadRates.verdicts()
    #expect(Self.wanted.contains(try #require(verdicts[.spreadRate]).within))
    #expect(Self.wanted.contains(try #require(verdicts[.printed]).within))
    #expect(try #require(verdicts[.evenRate]).above == JudgedCondition.runs)
    #expect(try #require(verdicts[.chapman]).above == JudgedCondition.runs)
    #expect(try #require(verdicts[.chao1]).above > 100)
  }

  @Test("At two rates Chao1 finds the truth, and the spread of a log-normal looks above it")
  func twoRates() throws {
    let verdicts = try JudgedCondition.twoRates.verdicts()
    #expect(Self.wanted.contains(try #require(verdicts[.chao1]).within))
    #expect(try #require(verdicts[.spreadRate]).below > 50)
    #expect(try #require(verdicts[.printed]).within > 160)
    #expect(try #require(verdicts[.evenRate]).above == JudgedCondition.runs)
  }

  @Test(
    "When hosts come and go, only the spread of rates makes up for their shorter stay",
    arguments: [JudgedCondition.longStays, .shortStays]
  )
  func stays(_ condition: JudgedCondition) throws {
    let verdicts = try condition.verdicts()
    #expect(Self.wanted.contains(try #require(verdicts[.printed]).within))
    #expect(try #require(verdicts[.evenRate]).above > 50)
    #expect(try #require(verdicts[.chapman]).above > 50)
  }

  @Test("Sweeps are found out in every run")
  func sweeps() throws {
    for (_, verdict) in try JudgedCondition.sweeps.verdicts() {
      #expect(verdict.gaps == [.dependentSightings: 200])
    }
  }

  @Test("Sweeps that are counted by the hour bear estimates")
  func sweepsByHour() throws {
    for (method, verdict) in try JudgedCondition.sweepsByHour.verdicts() {
      #expect(Self.wanted.contains(verdict.within), "\(method)")
    }
  }

  @Test("Sources that keep to some sensors are found out, and only Chapman's estimate suffers")
  func preferences() throws {
    let verdicts = try JudgedCondition.preferences.verdicts()
    #expect(try #require(verdicts[.chapman]).gaps == [.preferredSensors: 200])
    #expect(Self.wanted.contains(try #require(verdicts[.printed]).within))
  }
}
