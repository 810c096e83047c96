import Analysis

/// The kinds of what is heard in some place, as a report tells them apart.
enum VantageKind: CaseIterable {
  /// Target ports.
  case label
  /// Tags.
  case tag
  /// Blocks of sources.
  case prefix
  /// Networks of sources.
  case network

  /// The kind of a subject.
  init(_ subject: VantageSubject) {
    switch subject {
    case .label: self = .label
    case .tag: self = .tag
    case .prefix: self = .prefix
    case .network: self = .network
    }
  }

  /// Whether it is of who sent, not of what.
  var isOrigin: Bool {
    switch self {
    case .label, .tag: false
    case .prefix, .network: true
    }
  }
}

extension ReportWords {
  /// A kind as the head of a column.
  func name(_ kind: VantageKind) -> String {
    switch kind {
    case .label: text("Target ports", "宛先ポート番号")
    case .tag: text("Tags", "タグ")
    case .prefix: text("Prefixes of sources", "送信元のアドレスブロック")
    case .network: text("Networks of sources", "送信元のネットワーク（AS）")
    }
  }

  /// So many of a kind, in a sentence.
  func counted(_ kind: VantageKind, _ count: Int) -> String {
    switch kind {
    case .label: text("packets to \(counted(count, "target port", ""))", "宛先ポート番号\(count)件")
    case .tag: text("packets with \(counted(count, "tag", ""))", "タグ\(count)件")
    case .prefix:
      text(
        "sources of \(counted(count, "prefix", "", plural: "prefixes"))",
        "アドレスブロック\(count)件からの通信"
      )
    case .network: text("sources of \(counted(count, "network", ""))", "ネットワーク\(count)件からの通信")
    }
  }
}
