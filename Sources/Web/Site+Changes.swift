import Registry

/// What forms change.
extension Site {
  /// Changes the registry; what it refuses is told to who asked for it.
  ///
  /// - Parameter work: The change.
  /// - Throws: `WebError`: what was refused, or that the registry does not answer.
  func change(
    _ work: (Registry) throws(RegistryError) -> Void
  ) throws(WebError) {
    do {
      try work(registry)
      // What was changed is seen at once.
      pages.clear()
      answers.clear()
    } catch {
      guard error.place != registry.path else {
        log("\(error)")
        throw .later
      }
      throw WebError(422, place: error.place, problem: error.rule, remedy: error.remedy)
    }
  }
}
