import Schema

/// What a question has to know of packets beside their day: it decides which summaries can answer.
enum RowDetail: Comparable, Sendable {
  /// Sensor, port label and class, as `daily_ports` has them.
  case ports
  /// The source and what is known of it, as `daily` has them.
  case sources
  /// Source, network, stack and processes, as `daily_stacks` has them, and nothing else.
  case stacks
  /// What no summary has.
  case packets
}

extension PacketFilter {
  /// What has to be known of a packet to say whether it passes and to answer a question besides.
  func detail(for question: RowDetail) -> RowDetail {
    guard question == .stacks else { return max(question, detail) }
    var others = self
    others.sources = []
    others.networks = []
    return others == PacketFilter() ? .stacks : .packets
  }

  /// What has to be known of a packet to say whether it passes.
  var detail: RowDetail {
    if !stacks.isEmpty { return .packets }
    let isCoarse = regions.isEmpty && networks.isEmpty && tags.isEmpty && sources.isEmpty
    return isCoarse ? .ports : .sources
  }
}
