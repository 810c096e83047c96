/// Where the package's sources are.
enum ProjectFolder {
  static var path: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
  }
}
