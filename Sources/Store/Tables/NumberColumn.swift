/// The numbers of a column of a block, appended in bulk.
///
/// Everything here is inlinable, as a generic loop behind a module's border would call a function
/// for every number.
public struct NumberColumn<Value: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline var values: [Value] = []

  @inlinable
  init() {}

  /// How many numbers it has.
  @inlinable
  public var count: Int { values.count }

  /// The number of a row.
  @inlinable
  public subscript(row: Int) -> Value { values[row] }

  /// Makes room.
  @inlinable
  public mutating func reserve(_ count: Int) {
    values.reserveCapacity(count)
  }

  /// Takes all numbers out and keeps the room.
  @inlinable
  public mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
  }

  /// Appends a number.
  @inlinable
  public mutating func append(_ value: Value) {
    values.append(value)
  }

  /// Appends a number several times.
  @inlinable
  public mutating func append(repeating value: Value, count: Int) {
    values.append(contentsOf: repeatElement(value, count: count))
  }

  /// Appends numbers that a closure makes.
  ///
  /// - Parameters:
  ///   - places: The places for which it makes them, in this order.
  ///   - number: The number of a place.
  @inlinable @inline(__always)
  public mutating func append(of places: Range<Int>, number: (Int) -> Value) {
    values.append(addingCapacity: places.count) { output in
      for place in places { output.append(number(place)) }
    }
  }

  /// Appends numbers of the same width.
  @inlinable
  public mutating func append(_ numbers: Span<Value>) {
    values.append(addingCapacity: numbers.count) { place in
      for index in numbers.indices { place.append(numbers[index]) }
    }
  }

  /// Appends what the low bits of wider numbers say: columns of a `HeaderBatch` are 32 bits wide.
  @inlinable
  public mutating func append(truncating numbers: Span<UInt32>) {
    values.append(addingCapacity: numbers.count) { place in
      for index in numbers.indices { place.append(Value(truncatingIfNeeded: numbers[index])) }
    }
  }
}

extension NumberColumn where Value == UInt128 {
  /// Appends IPv4 addresses as IPv4-mapped ones (RFC 4291 §2.5.5.2).
  @inlinable
  public mutating func append(mapping addresses: Span<UInt32>) {
    values.append(addingCapacity: addresses.count) { place in
      for index in addresses.indices { place.append(0xFFFF << 32 | UInt128(addresses[index])) }
    }
  }
}
