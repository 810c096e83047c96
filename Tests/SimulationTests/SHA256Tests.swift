import Testing

@testable import Simulation

@Suite("SHA-256 (FIPS 180-4)")
struct SHA256Tests {
  struct Case: Sendable {
    var name: String
    var message: String
    var digest: String
  }

  /// NIST, "Examples with intermediate values", SHA-256; the empty message from the NIST CAVP.
  static let cases = [
    Case(
      name: "empty",
      message: "",
      digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
    Case(
      name: "one block",
      message: "abc",
      digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
    Case(
      name: "two blocks",
      message: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test("A message has the digest that the standard's examples give", arguments: cases)
  func digest(_ example: Case) {
    #expect(SHA256(Array(example.message.utf8)).hexadecimal == example.digest)
  }
}
