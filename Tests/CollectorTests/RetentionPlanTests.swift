import Collector
import Schema
import Testing

@Suite("Plans of retention")
struct RetentionPlanTests {
  private static let days = (0..<4).map { CivilDay(number: 19_919 + $0) }  // from 2024-07-15
  private static let today = days[3]

  /// Four days with raw rows of 100 bytes, segments of 40 and 10, and a summary of 5 each.
  private static var inventory: RetentionInventory {
    var inventory = RetentionInventory()
    for day in days {
      inventory.rows[day] = 100
      inventory.archive[day] = ["a": 40, "b": 10]
      inventory.summaries[day] = 5
      inventory.touched[day] = [day]
    }
    return inventory
  }

  private static func text(_ plan: RetentionPlan) -> [String] {
    plan.steps.map { step in
      "\(step.kind.rawValue) \(step.day) \(step.bytes) \(step.sensors.joined(separator: "+")) \(step.reason)"
    }
  }

  @Test("Without a policy nothing goes")
  func nothing() {
    let plan = RetentionPlan(RetentionPolicy(), Self.inventory, today: Self.today)
    #expect(plan.steps.isEmpty && plan.kept.isEmpty)
    // Four times 100 + 50 + 5.
    #expect(plan.before == 620 && plan.after == 620)
  }

  @Test("By age goes what lies more days before today")
  func age() {
    var policy = RetentionPolicy()
    policy.rawDays = 1
    policy.archiveDays = 2
    policy.summaryDays = 2
    let plan = RetentionPlan(policy, Self.inventory, today: Self.today)
    #expect(
      Self.text(plan) == [
        "raw rows 2024-07-15 100  older than 1 days", "raw rows 2024-07-16 100  older than 1 days",
        "archive 2024-07-15 50 a+b older than 2 days", "summary 2024-07-15 5  older than 2 days",
      ]
    )
    #expect(plan.after == 620 - 255)
    #expect(plan.kept.isEmpty)
  }

  @Test("For a budget the oldest day goes first, and no more than has to")
  func budget() {
    var policy = RetentionPolicy()
    policy.budget = 400
    let plan = RetentionPlan(policy, Self.inventory, today: Self.today)
    #expect(
      Self.text(plan) == [
        "raw rows 2024-07-15 100  over the budget", "archive 2024-07-15 50 a+b over the budget",
        "raw rows 2024-07-16 100  over the budget",
      ]
    )
    #expect(plan.after == 370)
  }

  @Test("What is not summarised or not stored stays, and the plan says so")
  func kept() {
    var inventory = Self.inventory
    inventory.unsummarised = [Self.days[0]]
    inventory.unstored[Self.days[0]] = ["b"]
    var policy = RetentionPolicy()
    policy.rawDays = 2
    policy.archiveDays = 2
    policy.summaryDays = 2
    let plan = RetentionPlan(policy, inventory, today: Self.today)
    #expect(Self.text(plan) == ["archive 2024-07-15 40 a older than 2 days"])
    #expect(plan.kept.count == 3)
    #expect(
      plan.kept.first
        == "raw rows of 2024-07-15 stay until they are summarised; run: hirundo summarise"
    )
  }

  @Test("Summaries go for a budget only when nothing else can; today stays")
  func last() {
    var policy = RetentionPolicy()
    policy.budget = 1
    let plan = RetentionPlan(policy, Self.inventory, today: Self.today)
    #expect(plan.steps.count == 9)
    #expect(plan.steps.suffix(3).map(\.kind) == [.summary, .summary, .summary])
    // Rows, segments and summary of today.
    #expect(plan.after == 155)
    #expect(plan.kept.last?.contains("more than the budget of 1") == true)
  }
}
