import Schema
import Tally

/// What a run counted, without any order, so that two ways of counting can be compared.
struct TallySummary: Equatable {
  struct Tag: Equatable {
    var packets: UInt64
    var sources: Int
    var first: Int64
    var last: Int64
  }

  var packets: UInt64 = 0
  var sources = 0
  /// Packets by sensor, day and label.
  var labels: [String: [CivilDay: [PortLabel: UInt64]]] = [:]
  var hosts: [CivilDay: [Region: Int]] = [:]
  var tags: [String: Tag] = [:]
  /// Packets by class; classes without packets are left out.
  var classes: [TrafficClass: UInt64] = [:]

  init() {}

  init(_ result: TallyResult) {
    packets = result.packets
    sources = result.sources ?? -1
    for sensor in result.sensors {
      labels[sensor.name] = sensor.labelsByDay.mapValues(Self.packets)
    }
    hosts = result.miraiHosts
    for tag in result.tags {
      tags[tag.tag] = Tag(
        packets: tag.occurrences.packets,
        sources: tag.sources,
        first: tag.occurrences.first,
        last: tag.occurrences.last
      )
    }
    classes = result.classes.filter { $0.value > 0 }
  }

  /// Packets by label; a label that stands twice would trap here, and be a fault of the tally.
  static func packets(_ counts: [LabelCount]) -> [PortLabel: UInt64] {
    Dictionary(uniqueKeysWithValues: counts.map { ($0.label, $0.packets) })
  }
}
