/// A form of a page.
struct PageForm: Hashable, Sendable {
  /// What may be chosen.
  struct Option: Hashable, Sendable {
    var value: String
    var label: String
  }

  /// A field.
  struct Field: Hashable, Sendable {
    /// How a value is entered.
    enum Kind: String, Hashable, Sendable {
      case text, password, hidden, select, checkbox
    }

    var kind: Kind
    var name: String
    var label = ""
    var value = ""
    /// What may be chosen, for `select`.
    var options: [Option] = []
    /// How it is written, for people.
    var hint = ""
    /// What browsers fill in.
    var completion = "off"
    /// Whether a box is ticked.
    var isChecked = false

    init(_ kind: Kind, _ name: String, _ label: String = "", value: String = "") {
      self.kind = kind
      self.name = name
      self.label = label
      self.value = value
    }
  }

  /// What can be done with a filter besides.
  struct Tools: Hashable, Sendable {
    /// The page without a filter.
    var clear: String
    /// What is shown, as a link to pass on.
    var link: String
  }

  /// Where it goes.
  var action: String
  /// Whether it only asks, so that its fields stand in the address.
  var asks = false
  /// What it is called, for who does not see it.
  var label: String
  var fields: [Field]
  /// The word on its button.
  var button: String
  /// Whether it stands in one row.
  var isBar = false
  /// Beside its button: the page without any filter, and the link of what is shown.
  var tools: Tools?

  /// A form that changes something.
  init(_ action: String, _ label: String, _ fields: [Field], button: String) {
    self.action = action
    self.label = label
    self.fields = fields
    self.button = button
  }
}
