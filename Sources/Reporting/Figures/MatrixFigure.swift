/// A square of agreements between each two of some names, from 0 (none) to 1 (the same).
public struct MatrixFigure: Hashable, Sendable {
  /// What stands around it.
  public var frame: FigureFrame
  /// What the cells hold: the title of the scale.
  public var quantity: String
  /// The names of rows and columns, in order.
  public var names: [String]
  /// A row a name, a cell a name; nil where the two cannot be compared.
  public var cells: [[Double?]]

  /// A square of agreements.
  public init(frame: FigureFrame, quantity: String, names: [String], cells: [[Double?]]) {
    self.frame = frame
    self.quantity = quantity
    self.names = names
    self.cells = cells
  }
}
