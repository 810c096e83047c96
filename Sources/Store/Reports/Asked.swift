import Schema

/// What the store answered, with the question.
public struct Asked<Answer: Sendable>: Sendable {
  /// The answer.
  public var answer: Answer
  /// The SQL that it answers.
  public var sql: String

  /// An answer with its question.
  public init(answer: Answer, sql: String) {
    self.answer = answer
    self.sql = sql
  }
}

extension Asked {
  /// Pairs as a dictionary.
  func byKey<Key: Hashable & Sendable, Value: Sendable>() -> Asked<[Key: Value]>
  where Answer == [(Key, Value)] {
    Asked<[Key: Value]>(
      answer: Dictionary(answer, uniquingKeysWith: { first, _ in first }),
      sql: sql
    )
  }

  /// Numbers by key and day.
  func byKeyAndDay<Key: Hashable & Sendable>() -> Asked<[Key: [CivilDay: UInt64]]>
  where Answer == [(Key, CivilDay, UInt64)] {
    var numbers: [Key: [CivilDay: UInt64]] = [:]
    for (key, day, number) in answer { numbers[key, default: [:]][day] = number }
    return Asked<[Key: [CivilDay: UInt64]]>(answer: numbers, sql: sql)
  }
}
