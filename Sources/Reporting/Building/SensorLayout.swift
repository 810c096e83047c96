/// How the table of the sensors' rankings is laid out.
public enum SensorLayout: String, CaseIterable, Hashable, Sendable {
  /// A row a sensor, as JPCERT/CC printed it for October to December 2022.
  case rows = "2022"
  /// A column a sensor, as it was printed for July to September 2024.
  case columns = "2024"
}
