import GRDB
import Glibc

/// Who may send, and what is known of each sensor: `data/registry.sqlite`.
///
/// The collector and the commands of people have it open at the same time; each reads what the other has written
/// with its next question. Secrets are kept as digests only.
public final class Registry: Sendable {
  /// How long one program waits until another has written.
  ///
  /// Unit: seconds.
  private static let patience = 10.0

  /// The file.
  public let path: String
  let pool: DatabasePool

  /// Opens a registry, and makes it where it is not there.
  ///
  /// - Parameter path: The file, whose folder is there.
  /// - Throws: `RegistryError` where it cannot be opened, or a newer version has changed it.
  public init(path: String) throws(RegistryError) {
    self.path = path
    // For this user only; what SQLite puts beside it gets the same mode.
    let made = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard made >= 0 else {
      throw RegistryError(
        place: path,
        rule: "it cannot be opened",
        remedy: "check the disk and the permission to write there"
      )
    }
    close(made)
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.label = "registry"
    pool = try Self.translating(path) { () throws in
      let pool = try DatabasePool(path: path, configuration: configuration)
      let migrator = RegistryMigration.migrator
      guard try pool.read({ try !migrator.hasBeenSuperseded($0) }) else {
        throw RegistryError(
          place: path,
          rule: "a newer version of the program has changed its tables",
          remedy: "use that version"
        )
      }
      try migrator.migrate(pool)
      return pool
    }
  }

  /// Opens a registry where there is one.
  ///
  /// - Parameter path: The file.
  /// - Returns: Nil where there is none.
  /// - Throws: `RegistryError` where it cannot be opened.
  public static func ifPresent(_ path: String) throws(RegistryError) -> Registry? {
    unsafe Glibc.access(path, F_OK) == 0 ? try Registry(path: path) : nil
  }

  func reading<R: Sendable>(
    _ work: @Sendable (Database) throws -> R
  ) throws(RegistryError) -> R {
    try Self.translating(path) { try pool.read(work) }
  }

  func writing<R: Sendable>(
    _ work: @Sendable (Database) throws -> R
  ) throws(RegistryError) -> R {
    try Self.translating(path) { try pool.write(work) }
  }

  /// Work on passwords, which needs no database.
  func hashing<R>(_ work: () throws -> R) throws(RegistryError) -> R {
    try Self.translating(path, work)
  }

  private static func translating<R>(
    _ path: String,
    _ work: () throws -> R
  ) throws(RegistryError) -> R {
    do {
      return try work()
    } catch let error as RegistryError {
      throw error
    } catch {
      throw RegistryError(
        place: path,
        rule: "the registry cannot be read or written (\(error))",
        remedy: "check the disk, or put the file back from your copy of the data directory"
      )
    }
  }

  /// Writes down who did what, within a change.
  static func audit(_ database: Database, _ time: Int64, _ who: String, _ what: String) throws {
    try database.execute(
      sql: "INSERT INTO audit (time, who, what) VALUES (?, ?, ?)",
      arguments: [time, who, what]
    )
  }
}
