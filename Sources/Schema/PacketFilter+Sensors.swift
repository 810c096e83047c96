extension PacketFilter {
  /// Adds sensors by their names and by the names of their groups.
  ///
  /// A name that is both a sensor's and a group's is the group's where the directory has the group.
  ///
  /// - Parameters:
  ///   - words: Names with commas between them.
  ///   - directory: Who the sensors are; nil where nobody says.
  ///   - place: The option or field, for the message.
  /// - Throws: What was written and names nobody.
  public mutating func add(
    sensors words: String,
    in directory: SensorDirectory?,
    place: String
  ) throws(SchemaError) {
    for word in words.split(separator: ",", omittingEmptySubsequences: false) {
      let group = SensorGroup(rawValue: word.lowercased())
      let members = directory?.entries.filter { $0.group == group }.map(\.sensor.name) ?? []
      let isGroup = group == .domestic || group == .overseas
      guard !members.isEmpty || isGroup && directory?[String(word)] == nil else {
        try add(String(word), to: .sensor)
        continue
      }
      guard directory != nil else {
        throw SchemaError(
          place: "\(place) \(word)",
          problem: "who is in the group stands in no file",
          remedy: "name one with --sensor-file, or put sensors.yaml into the data directory"
        )
      }
      guard !members.isEmpty else {
        throw SchemaError(
          place: "\(place) \(word)",
          problem: "no sensor is in this group",
          remedy: "name the home country with --home or with the key home of the sensor file"
        )
      }
      sensors += members
    }
  }
}
