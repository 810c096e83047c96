extension Double {
  /// Whether it differs from a value that was worked out by hand by no more than its rounding.
  func isNear(_ other: Double, within tolerance: Double) -> Bool {
    (self - other).magnitude <= tolerance
  }
}
