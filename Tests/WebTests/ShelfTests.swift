import Registry
import Reporting
import Synchronization
import Testing

@testable import Web

@Suite("What is the same for a while is made once")
struct ShelfTests {
  private static let second: Int64 = 1_000_000_000

  /// Numbers from 1 on, none before it is let through.
  private final class Source: Sendable {
    private struct Refused: Error {}

    private let state = Mutex((count: 0, refuses: false))
    private let gate: AsyncStream<Void>
    private let opening: AsyncStream<Void>.Continuation

    init(isOpen: Bool = true) {
      (gate, opening) = AsyncStream.makeStream()
      if isOpen { opening.finish() }
    }

    var count: Int { state.withLock { $0.count } }

    func open() { opening.finish() }

    func refuse(_ refuses: Bool) { state.withLock { $0.refuses = refuses } }

    func next() async throws -> Int {
      let number = state.withLock { state in
        state.count += 1
        return state.count
      }
      for await _ in gate {}
      if state.withLock({ $0.refuses }) { throw Refused() }
      return number
    }
  }

  private func shelf(
    room: Int = 4,
    _ sentences: @escaping @Sendable (String) -> Void = { _ in }
  )
    -> Shelf<Int>
  {
    Shelf(room: room, fresh: 30, longest: 120, log: sentences)
  }

  private func key(_ path: String) -> ShelfKey {
    ShelfKey(path: path, query: "", language: .en, sight: .everything, role: .analyst)
  }

  @Test("Of many who ask at once, one makes it")
  func once() async throws {
    let (shelf, source) = (shelf(), Source(isOpen: false))
    let values = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<20 {
        group.addTask { try await shelf.value(key("/"), at: 0) { try await source.next() } }
      }
      source.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(values == Array(repeating: 1, count: 20) && source.count == 1)
  }

  @Test("Fresh for 30 s, then given while the next is made, never after 120 s")
  func ageing() async throws {
    let (shelf, source) = (shelf(), Source())
    func ask(_ seconds: Int64) async throws -> Int {
      try await shelf.value(key("/"), at: seconds * Self.second) { try await source.next() }
    }
    #expect(try await ask(0) == 1)
    #expect(try await ask(29) == 1 && source.count == 1)
    #expect(shelf.kept(key("/"), at: 29 * Self.second) == 1)
    #expect(shelf.kept(key("/"), at: 30 * Self.second) == nil)
    #expect(try await ask(31) == 1)
    while source.count < 2 { await Task.yield() }
    while shelf.kept(key("/"), at: 60 * Self.second) != 2 { await Task.yield() }
    #expect(try await ask(60) == 2)
    // 31 s is when the second was asked for.
    #expect(try await ask(31 + 120) == 3)
  }

  @Test("What others see, or may do, is another's")
  func keys() async throws {
    let (shelf, source) = (shelf(), Source())
    var partner = key("/")
    partner.sight = .own(["tokyo"])
    var japanese = key("/")
    japanese.language = .ja
    var admin = key("/")
    admin.role = .admin
    for (number, key) in [key("/"), partner, japanese, admin].enumerated() {
      #expect(try await shelf.value(key, at: 0) { try await source.next() } == number + 1)
    }
    #expect(try await shelf.value(partner, at: 0) { try await source.next() } == 2)
  }

  @Test("A refusal is not kept; where the value before is still given, the reason is logged")
  func refusals() async throws {
    let sentences = Mutex<[String]>([])
    let shelf = shelf { sentence in sentences.withLock { $0.append(sentence) } }
    let source = Source()
    source.refuse(true)
    await #expect(throws: (any Error).self) {
      try await shelf.value(key("/a"), at: 0) { try await source.next() }
    }
    #expect(sentences.withLock { $0.isEmpty })
    source.refuse(false)
    #expect(try await shelf.value(key("/a"), at: 0) { try await source.next() } == 2)
    source.refuse(true)
    #expect(
      try await shelf.value(key("/a"), at: 40 * Self.second) { try await source.next() } == 2
    )
    while sentences.withLock({ $0.isEmpty }) { await Task.yield() }
    #expect(sentences.withLock { $0.first?.hasPrefix("/a: ") } == true)
  }

  @Test("What was begun before a change is not kept behind it")
  func clearing() async throws {
    let (shelf, source) = (shelf(), Source(isOpen: false))
    async let first = shelf.value(key("/"), at: 0) { try await source.next() }
    while source.count < 1 { await Task.yield() }
    shelf.clear()
    source.open()
    #expect(try await first == 1)
    #expect(try await shelf.value(key("/"), at: 0) { try await source.next() } == 2)
  }

  @Test("A full shelf and a long query make it each time, and old ones give room")
  func room() async throws {
    let (shelf, source) = (shelf(room: 1), Source())
    func ask(_ key: ShelfKey, _ seconds: Int64) async throws -> Int {
      try await shelf.value(key, at: seconds * Self.second) { try await source.next() }
    }
    #expect(try await ask(key("/a"), 0) == 1)
    #expect(try await ask(key("/b"), 1) == 2)
    #expect(try await ask(key("/b"), 1) == 3)
    #expect(try await ask(key("/a"), 1) == 1)
    #expect(try await ask(key("/b"), 121) == 4)
    #expect(try await ask(key("/b"), 122) == 4)
    var long = key("/b")
    long.query = String(repeating: "a", count: 201)
    #expect(try await ask(long, 122) == 5)
    #expect(try await ask(long, 122) == 6)
  }
}
