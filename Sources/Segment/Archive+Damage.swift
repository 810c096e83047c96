extension Archive {
  /// Brings a segment that cannot be read any more into the quarantine, with the reason.
  ///
  /// The file of a compacted day stays what it is, and its bytes are copied: the other segments of
  /// the day are in it.
  ///
  /// - Parameters:
  ///   - place: Where the segment lies.
  ///   - reason: Why it cannot be read.
  /// - Returns: Where it lies in the quarantine.
  /// - Throws: `SegmentError` where its bytes cannot be got at.
  public func setAside(
    _ place: ArchivedSegment,
    reason: SegmentError
  ) throws(SegmentError) -> String {
    guard place.path == dayFile(of: place.identity.sensor, place.name.day) else {
      return try quarantine.move(fileAt: place.path, reason: reason)
    }
    let bytes = try StoredFile(path: place.path).read(at: place.offset, atMost: place.length)
    return try quarantine.keep(bytes, name: "\(place.name)", reason: reason)
  }
}
