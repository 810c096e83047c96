import Enrichment
import Reporting
import Store
import Wire

extension EnrichmentSnapshot {
  /// The organisation that lists name for an address; nil for other subjects and unknown ones.
  func scanner(of subject: SourceSubject) -> ListedScanner? {
    guard case .address(let address) = subject else { return nil }
    let index =
      switch address {
      case .v4(let address): organisation(of: address)
      case .v6(let address): organisation(of: address)
      }
    guard index != 0 else { return nil }
    let scanner = organisations[Int(index)]
    return ListedScanner(
      name: scanner.name,
      list: scanner.list,
      date: scanner.listDate?.description
    )
  }
}
