import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Speaks ClickHouse's HTTP interface: the one way to an embedded engine, a server and a cluster.
///
/// What is known to have had no effect is tried again (`RetryPolicy`): a connection that was refused, a server with
/// too many queries, and queries whose answer broke off. Rows whose fate is unknown are not: the caller knows
/// what to remove before they are sent again (`StoreError.Kind.unknownOutcome`).
public struct ClickHouseClient: Sendable {
  /// What a client may be told beside where and who.
  public struct Options: Sendable {
    /// How often a request without effect is made again.
    public var retry = RetryPolicy.standard
    /// How long a request may take, from its first byte to the answer's last.
    public var timeout = Duration.seconds(600)
    /// Whether inserted rows are compressed on the way; never done on a Unix socket.
    public var compresses = false

    /// The usual options.
    public init() {}
  }

  /// Where requests go.
  public let endpoint: Endpoint
  /// The database in which names of tables are looked up.
  public let database: String
  private let user: String?
  private let login: StoreLogin
  private let options: Options
  let connections: Connections

  /// A client that has not connected yet; `user` is nil where the endpoint asks for none.
  public init(
    endpoint: Endpoint,
    database: String,
    user: String? = nil,
    login: StoreLogin = StoreLogin(),
    options: Options = Options()
  ) throws(StoreError) {
    self.endpoint = endpoint
    self.database = database
    self.user = user
    self.login = login
    var options = options
    options.compresses = options.compresses && endpoint.isRemote
    self.options = options
    connections = try Connections(authorityFile: login.authorityFile)
  }

  /// A client of a server.
  public init(
    _ location: ServerLocation,
    login: StoreLogin,
    options: Options = Options()
  ) throws(StoreError) {
    try self.init(
      endpoint: .server(location),
      database: location.database,
      user: location.user,
      login: login,
      options: options
    )
  }

  /// The same client, looking tables up in another database.
  public func inDatabase(_ name: String) throws(StoreError) -> ClickHouseClient {
    try ClickHouseClient(
      endpoint: endpoint,
      database: name,
      user: user,
      login: login,
      options: options
    )
  }

  /// The same client, asking another node of a cluster at the same port.
  public func onHost(_ host: String) throws(StoreError) -> ClickHouseClient {
    guard case .server(var location) = endpoint.place else { return self }
    location.host = host
    return try ClickHouseClient(
      endpoint: .server(location),
      database: database,
      user: user,
      login: login,
      options: options
    )
  }

  // MARK: Requests

  /// Runs a statement that answers nothing: a definition, a deletion.
  public func execute(
    _ statement: String,
    settings: [String: String] = [:]
  ) async throws(StoreError) {
    let request = request(parameters: settings, body: .bytes(Array(statement.utf8)))
    try await retrying { () async throws(StoreError) in
      _ = try await self.collected(try await self.send(request, .writes), .writes, limit: 1 << 20)
    }
  }

  /// The whole answer to a query, refused where it is longer than a limit (in bytes).
  public func query(
    _ query: String,
    format: QueryFormat = .tabSeparated,
    access: QueryAccess = .full,
    settings: [String: String] = [:],
    limit: Int = 64 << 20
  ) async throws(StoreError) -> [UInt8] {
    let request = try request(query, format, access, settings)
    return try await retrying { () async throws(StoreError) in
      try await self.collected(try await self.send(request, .reads), .reads, limit: limit)
    }
  }

  /// The answer to a query line by line, for formats with a row a line.
  public func lines(
    _ query: String,
    format: QueryFormat = .tabSeparated,
    access: QueryAccess = .full,
    settings: [String: String] = [:]
  ) async throws(StoreError) -> ResponseLines {
    let request = try request(query, format, access, settings)
    let response = try await retrying { () async throws(StoreError) in
      try await self.send(request, .reads)
    }
    return ResponseLines(response, of: self)
  }

  /// The answer to a query of ours piece by piece, behind a head that stands for itself.
  func pieces(
    _ query: String,
    format: QueryFormat,
    head: String,
    settings: [String: String]
  ) async throws(StoreError) -> ResponsePieces {
    let request = try request(query, format, .full, settings)
    let response = try await retrying { () async throws(StoreError) in
      try await self.send(request, .reads)
    }
    return ResponsePieces(response, behind: head, of: self)
  }

  /// Inserts rows in ClickHouse's Native form, whose blocks carry the same columns by name.
  ///
  /// Rows of one block and one partition go in whole or not at all, into one table; those of several partitions or
  /// over a cluster may go in part. `.refused` means that the server looked at the rows and took none of the
  /// failing block.
  public func insert(
    into table: String,
    columns: [String],
    rows: [UInt8],
    settings: [String: String] = [:]
  ) async throws(StoreError) {
    try await insert(into: table, columns: columns, pieces: [rows], settings: settings)
  }

  /// Inserts rows as above, in pieces that are sent one behind the other.
  public func insert(
    into table: String,
    columns: [String],
    pieces: [[UInt8]],
    settings: [String: String] = [:]
  ) async throws(StoreError) {
    var parameters = settings
    parameters["query"] =
      "INSERT INTO \(table) (\(columns.joined(separator: ", "))) FORMAT \(QueryFormat.native.rawValue)"
    // A misnamed column would be left out without a word, and the table's filled with zeros.
    parameters["input_format_skip_unknown_fields"] = "0"
    let rows = RowPieces(pieces)
    let body = HTTPClientRequest.Body.stream(rows, length: .known(Int64(rows.byteCount)))
    var request = request(parameters: parameters, body: body)
    if options.compresses {
      request.body = .bytes(try GzipBody(of: Array(pieces.joined()), place: endpoint.name).bytes)
      request.headers.add(name: "Content-Encoding", value: "gzip")
    }
    let prepared = request
    try await retrying { () async throws(StoreError) in
      _ = try await self.collected(try await self.send(prepared, .writes), .writes, limit: 1 << 20)
    }
  }

  /// Whether something answers, asked once.
  public func isAnswering() async -> Bool {
    let request = HTTPClientRequest(url: endpoint.base + "/ping")
    do {
      return try await connections.http.execute(request, timeout: .seconds(2)).status == .ok
    } catch {
      return false
    }
  }

  /// The server's release.
  public func version() async throws(StoreError) -> ServerVersion {
    let answer = try await query("SELECT version()", limit: 1 << 10)
    let text = String(decoding: answer, as: UTF8.self).split(separator: "\n").first ?? ""
    guard let version = ServerVersion(text) else {
      throw StoreError(
        kind: .configuration,
        place: endpoint.name,
        problem: "it does not say which release of ClickHouse it is",
        remedy: "check that the address is that of ClickHouse's HTTP interface"
      )
    }
    return version
  }

  // MARK: The wire

  private func request(
    _ query: String,
    _ format: QueryFormat,
    _ access: QueryAccess,
    _ settings: [String: String]
  ) throws(StoreError) -> HTTPClientRequest {
    var parameters = settings
    var text = query
    parameters["default_format"] = format.rawValue
    // A server that fails in the middle of an answer says so inside of it; one that waits says it in the status.
    parameters["wait_end_of_query"] = "1"
    // Nobody waits for it any longer.
    let longest = Int(options.timeout / .seconds(1)) + 1
    parameters["max_execution_time"] = settings["max_execution_time"] ?? String(longest)
    if case .readOnly(let limits) = access {
      parameters["max_execution_time"] = String(limits.seconds)
      parameters["max_memory_usage"] = String(limits.memory)
      parameters["readonly"] = "1"
      // Engines let a subquery have settings of its own, and with them other limits. The word is looked for
      // anywhere, so that no trick with quotes or comments hides it.
      guard query.firstRange(of: /(?i)\bsettings\b/) == nil else {
        throw StoreError(
          kind: .refused(code: ServerMessage.readOnly),
          place: endpoint.name,
          problem: "SETTINGS is not allowed in a query of yours",
          remedy: ServerMessage.remedy(code: ServerMessage.readOnly)
        )
      }
      // Only a SELECT stands in brackets, and INTO OUTFILE does not. The line break ends a comment.
      text = "SELECT * FROM (\n\(query)\n)"
    }
    return request(parameters: parameters, body: .bytes(Array(text.utf8)))
  }

  private func request(
    parameters: [String: String],
    body: HTTPClientRequest.Body
  ) -> HTTPClientRequest {
    var pairs = parameters.filter { $0.key != "readonly" }.sorted { $0.key < $1.key }
    pairs.insert(("database", database), at: 0)
    // Nothing can be set behind it.
    if let readonly = parameters["readonly"] { pairs.append(("readonly", readonly)) }
    let query = pairs.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
    var request = HTTPClientRequest(url: "\(endpoint.base)/?\(query)")
    request.method = .POST
    request.body = body
    if let user {
      request.headers.add(name: "X-ClickHouse-User", value: user)
      if !login.password.isEmpty {
        request.headers.add(name: "X-ClickHouse-Key", value: login.password)
      }
    }
    return request
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private func send(
    _ request: HTTPClientRequest,
    _ effect: RequestEffect
  ) async throws(StoreError) -> HTTPClientResponse {
    let response: HTTPClientResponse
    let limit = TimeAmount(options.timeout)
    do {
      response = try await connections.http.execute(request, timeout: limit)
    } catch {
      throw TransportFailure(error).storeError(at: endpoint.name, effect)
    }
    guard response.status != .ok else { return response }
    let body = try await collected(response, effect, limit: 1 << 20)
    throw refusal(String(decoding: body, as: UTF8.self), of: response, effect)
  }

  private func refusal(
    _ text: String,
    of response: HTTPClientResponse,
    _ effect: RequestEffect
  ) -> StoreError {
    let header = response.headers.first(name: "X-ClickHouse-Exception-Code")
    let message = ServerMessage(text, code: header)
    if response.status == .serviceUnavailable {
      return StoreError(
        kind: .unreachable,
        place: endpoint.name,
        problem: "the server has no room for the request (\(message.sentence))",
        remedy: "try again later"
      )
    }
    if effect == .writes, ServerMessage.codesOfUnknownOutcome.contains(message.code) {
      return StoreError(
        kind: .unknownOutcome,
        place: endpoint.name,
        problem: "the server cannot say what was stored (\(message.sentence))",
        remedy: "wait until all nodes answer; what was sent is checked before it is sent again"
      )
    }
    return StoreError(
      kind: .refused(code: message.code),
      place: endpoint.name,
      problem: message.sentence,
      remedy: ServerMessage.remedy(code: message.code)
    )
  }

  private func collected(
    _ response: HTTPClientResponse,
    _ effect: RequestEffect,
    limit: Int
  ) async throws(StoreError) -> [UInt8] {
    do {
      let buffer = try await response.body.collect(upTo: limit)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw StoreError(
        kind: .tooLong,
        place: endpoint.name,
        problem: "the answer is longer than \(limit) bytes",
        remedy: "ask for fewer rows with LIMIT or a shorter period"
      )
    } catch {
      throw TransportFailure(error).storeError(at: endpoint.name, effect)
    }
  }

  private func retrying<Answer>(
    _ attempt: () async throws(StoreError) -> Answer
  ) async throws(StoreError) -> Answer {
    for pause in options.retry.pauses {
      do throws(StoreError) {
        return try await attempt()
      } catch {
        guard error.isRetriable, (try? await Task.sleep(for: pause)) != nil else { throw error }
      }
    }
    return try await attempt()
  }
}
