public import Schema

extension Archive {
  /// The bytes of a sensor's segments on one day in UTC, and their identities.
  public func contents(
    of sensor: String,
    on day: CivilDay
  ) throws(SegmentError) -> (identities: Set<SegmentIdentity>, bytes: Int64) {
    let segments = try segments(of: sensor, on: day)
    return (Set(segments.map(\.identity)), segments.reduce(0) { $0 + Int64($1.length) })
  }

  /// Removes segments of a sensor's day for good; for the owner of the data directory.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - day: The day in UTC.
  ///   - identities: The segments that may go. Where the day has others, nothing is removed.
  /// - Returns: Whether the day is gone.
  /// - Throws: A folder that cannot be read or changed.
  public func remove(
    _ sensor: String,
    _ day: CivilDay,
    holding identities: Set<SegmentIdentity>
  ) throws(SegmentError) -> Bool {
    guard try contents(of: sensor, on: day).identities.isSubset(of: identities) else {
      return false
    }
    let files = folder(of: sensor, day)
    for name in try files.allNames() {
      guard let segment = SegmentName(name), segment.day == day else { continue }
      try files.remove(name)
    }
    try files.removeIfEmpty()
    let whole = Folder(dayFile(of: sensor, day))
    try whole.above.remove(String(Folder.name(of: whole.path)))
    // Months and years without a day go too, up to the sensor's folder.
    var above = whole.above
    for _ in 0..<2 {
      guard try above.allNames().allSatisfy({ $0 == "." || $0 == ".." }) else { break }
      try above.removeIfEmpty()
      above = above.above
    }
    return true
  }
}
