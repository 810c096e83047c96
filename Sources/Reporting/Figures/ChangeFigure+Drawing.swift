extension ChangeFigure: DrawnFigure {
  /// The figure, nil where no value is there.
  public var figure: Figure? { nil }
}
