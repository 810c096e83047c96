import Testing

@testable import Sensor

@Suite("Waiting and measuring")
struct PacingTests {
  @Test("Back-off doubles up to its longest, and begins anew after a success")
  func backOff() {
    var backOff = BackOff(first: .seconds(1), longest: .seconds(300))
    // Half of 1, 2, 4 … 256, and then of 300.
    let expected = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 150, 150]
    for seconds in expected { #expect(backOff.wait(random: 0.5) == .seconds(seconds)) }
    #expect(backOff.wait(random: 0) == .zero)
    backOff.reset()
    #expect(backOff.wait(random: 0.5) == .milliseconds(500))
  }

  @Test("A bucket gives a second's worth at once, and the rest at its rate")
  func bucket() {
    var bucket = TokenBucket(rate: 1000)
    #expect(bucket.take(1000, at: .seconds(10)) == .zero)
    #expect(bucket.take(500, at: .seconds(10)) == .milliseconds(500))
    #expect(bucket.take(500, at: .seconds(10)) == .seconds(1))
    #expect(bucket.take(100, at: .seconds(11)) == .milliseconds(100))
    // What was not used does not gather beyond a second.
    #expect(bucket.take(2000, at: .seconds(100)) == .seconds(1))
  }

  @Test("The offset is that of the shortest of the last 16 round trips")
  func offset() {
    let offset = ClockOffset()
    #expect(offset.nanoseconds == nil)
    // The answer left at 1,000 by the centre's clock and came at 5,100 by ours, 200 after the request:
    // its middle was 5,000.
    offset.add(centre: 1_000, arrival: 5_100, roundTrip: .nanoseconds(200))
    #expect(offset.nanoseconds == 4_000)
    offset.add(centre: 1_000, arrival: 9_000, roundTrip: .nanoseconds(2_000))
    #expect(offset.nanoseconds == 4_000)
    for _ in 0..<15 { offset.add(centre: 1_000, arrival: 9_000, roundTrip: .nanoseconds(2_000)) }
    #expect(offset.nanoseconds == 7_000)
    offset.add(centre: .min, arrival: .max, roundTrip: .zero)
    #expect(offset.nanoseconds == 7_000)
  }

  @Test("Retry-After counts in seconds, at most an hour")
  func retryAfter() {
    #expect(CentreAnswer.wait("30") == .seconds(30))
    #expect(CentreAnswer.wait("99999999") == .seconds(3600))
    for text in ["-1", "", "Fri, 31 Dec 1999 23:59:59 GMT", "1e3"] {
      #expect(CentreAnswer.wait(text) == nil)
    }
  }

  @Test("What the centre says is shown without what moves a cursor")
  func sentence() {
    let answer = CentreAnswer(status: 422, body: Array("a\u{1B}[2Jb\nc é".utf8))
    #expect(answer.sentence == "a [2Jb c é")
  }
}
