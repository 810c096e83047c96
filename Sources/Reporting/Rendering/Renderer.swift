import Foundation

/// The renderer at work: all that is asked at once is answered by one process.
///
/// Requests and answers pass through files in a folder of their own, so that neither side waits for the other.
struct Renderer: Sendable {
  private let installation: RendererInstallation

  init(_ installation: RendererInstallation) {
    self.installation = installation
  }

  /// The answers to some requests, in order; the first one that failed is thrown.
  func answers(to requests: [RenderRequest]) async throws(ReportingError) -> [RenderAnswer] {
    guard !requests.isEmpty else { return [] }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "hirundo-renderer-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw failure(
        folder.path(),
        "\(error.localizedDescription)",
        "check the folder and its space"
      )
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = try await run(requests, in: folder)
    let answers = lines.compactMap {
      try? JSONDecoder().decode(RenderAnswer.self, from: Data($0.utf8))
    }
    for (request, answer) in zip(requests, answers) {
      if let error = answer.error {
        throw ReportingError(
          place: request.subject,
          problem: error,
          remedy: answer.remedy ?? "try again"
        )
      }
    }
    guard answers.count == requests.count else {
      throw failure(
        installation.program,
        "the renderer ended before \(requests[answers.count].subject) was done"
          + Self.lastLine(of: folder.appending(path: "errors")),
        "run Scripts/install-renderer and try again"
      )
    }
    return answers
  }

  /// Runs the process and gives the lines that it wrote.
  private func run(
    _ requests: [RenderRequest],
    in folder: URL
  ) async throws(ReportingError) -> [Substring] {
    let process = Process()
    do {
      let input = folder.appending(path: "requests")
      try Data((requests.map(\.line).joined(separator: "\n") + "\n").utf8).write(to: input)
      let output = folder.appending(path: "answers")
      let errors = folder.appending(path: "errors")
      for file in [output, errors] { try Data().write(to: file) }
      process.executableURL = URL(filePath: installation.interpreter)
      // -I: no module from the working directory or the environment; -B: no files beside the program.
      process.arguments = ["-I", "-B", installation.program]
      process.environment = [
        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder.path(percentEncoded: false),
        "TZ": "UTC",
      ].merging(installation.environment) { own, _ in own }
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
          process.terminationHandler = { _ in ended.resume() }
          do { try process.run() } catch { ended.resume(throwing: error) }
        }
      } onCancel: {
        if process.isRunning { process.terminate() }
      }
      return String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n")
    } catch {
      throw failure(
        installation.interpreter,
        "the renderer cannot be run (\(error.localizedDescription))",
        "run: Scripts/install-renderer"
      )
    }
  }

  private func failure(_ place: String, _ problem: String, _ remedy: String) -> ReportingError {
    ReportingError(place: place, problem: problem, remedy: remedy)
  }

  /// What a process said last, in parentheses.
  private static func lastLine(of file: URL) -> String {
    guard let said = try? String(contentsOf: file, encoding: .utf8),
      let line = said.split(whereSeparator: \.isNewline).last
    else { return "" }
    return " (\(line.prefix(300)))"
  }
}
