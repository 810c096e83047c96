/// The networks of a snapshot, sorted by number, with the unknown network first.
struct NetworkCatalogue: Sendable {
  let networks: [Network]
  private let places: [UInt32: UInt32]

  /// The networks that have a name and those that ranges speak of.
  init(names: [UInt32: String], ranges: [[UInt32]]) {
    var numbers = Set(names.keys)
    for values in ranges { numbers.formUnion(values) }
    numbers.remove(0)
    let sorted = numbers.sorted()
    networks = [.unknown] + sorted.map { Network(number: $0, name: names[$0] ?? "") }
    var places: [UInt32: UInt32] = [0: 0]
    places.reserveCapacity(networks.count)
    for (index, number) in sorted.enumerated() { places[number] = UInt32(index + 1) }
    self.places = places
  }

  /// The place of a network of this catalogue; 0, unknown, for any other number.
  func place(ofNumber number: UInt32) -> UInt32 { places[number] ?? 0 }
}
