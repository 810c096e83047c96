/// Data that can be drawn as a figure.
public protocol DrawnFigure: Sendable {
  /// The figure, nil where there is nothing to draw: no value at all.
  var figure: Figure? { get }
}

extension DrawnFigure {
  /// The figure, or why there is none.
  ///
  /// - Parameter reason: What a reader finds in its place when there is nothing to draw.
  /// - Returns: A figure or a notice.
  public func block(orNotice reason: String) -> ReportBlock {
    if let figure { .figure(figure) } else { .notice(reason) }
  }
}
