import Dispatch
import Synchronization

/// Decompresses a file on a thread of its own, a few chunks ahead of its reader.
///
/// The reader takes a filled chunk with `next` and gives it back with the call after; the thread
/// waits when all chunks are filled. `cancel` ends the thread at its next chunk, or, where it waits
/// for a pipe, when the pipe's writer writes or closes. The thread alone owns the file.
final class Decompression: Sendable {
  /// Bytes of a chunk, and the number of chunks between the two threads.
  private static let chunkSize = 1 << 20
  private static let chunkCount = 4

  /// How the stream ended.
  enum Ending: Sendable {
    case complete
    /// The file ends inside a member or frame.
    case cut
    /// Bytes that belong to no member follow.
    case trailing
    case fault(CaptureError)
  }

  /// Decompressed bytes, and what comes after them.
  struct Chunk: Sendable {
    var bytes: [UInt8]
    var count = 0
    /// The place in the compressed file that these bytes end at.
    var fileOffset: Int64 = 0
    var ending: Ending?
  }

  private struct Queue: Sendable {
    var filled: [Chunk] = []
    var spare: [[UInt8]]
    var isCancelled = false
  }

  private let compression: Compression
  private let file: Mutex<InputFile?>
  private let queue: Mutex<Queue>
  private let filledChunks = DispatchSemaphore(value: 0)
  private let spareChunks = DispatchSemaphore(value: 0)

  /// Begins to decompress a file whose first bytes were read already.
  init(of file: consuming InputFile, _ compression: Compression, after prefix: [UInt8]) {
    self.compression = compression
    self.file = Mutex(file)
    queue = Mutex(
      Queue(
        spare: (0..<Decompression.chunkCount).map { _ in
          Array(repeating: 0, count: Decompression.chunkSize)
        }
      )
    )
    for _ in 0..<Decompression.chunkCount { spareChunks.signal() }
    // A queue of its own has a thread of its own: one that waits for a slow reader holds up no other.
    DispatchQueue(label: "hirundo.decompression").async { self.run(after: prefix) }
  }

  /// The next chunk, in exchange for one that was read.
  func next(returning read: Chunk?) -> Chunk {
    if let read {
      queue.withLock { $0.spare.append(read.bytes) }
      spareChunks.signal()
    }
    filledChunks.wait()
    return queue.withLock { $0.filled.removeFirst() }
  }

  /// Ends the thread; no chunk may be asked for afterwards.
  func cancel() {
    queue.withLock { $0.isCancelled = true }
    spareChunks.signal()
  }

  private func run(after prefix: [UInt8]) {
    guard let file = file.withLock({ $0.take() }) else { return }
    switch compression {
    case .gzip: decompress(file, with: GzipDecoder(), after: prefix)
    case .zstd: decompress(file, with: ZstdDecoder(), after: prefix)
    case .none: preconditionFailure("a plain file is never given to the decompression")
    }
  }

  private func decompress<Decoder: StreamDecoder & ~Copyable>(
    _ file: consuming InputFile,
    with decoder: consuming Decoder,
    after prefix: [UInt8]
  ) {
    var decoder = decoder
    var input = prefix + Array(repeating: 0, count: Decompression.chunkSize)
    var lower = 0
    var upper = prefix.count
    var fileOffset = Int64(0)
    var mayHoldMore = false
    var isAtEnd = false
    while let bytes = spareChunk() {
      var chunk = Chunk(bytes: bytes)
      while chunk.count < chunk.bytes.count, chunk.ending == nil {
        if lower == upper, !mayHoldMore, !isAtEnd {
          do throws(CaptureError) {
            lower = 0
            upper = try file.read(into: &input, from: 0)
            isAtEnd = upper == 0
          } catch {
            upper = 0
            chunk.ending = .fault(error)
            continue
          }
        }
        let step = decoder.decode(
          input,
          from: lower,
          to: upper,
          into: &chunk.bytes,
          behind: chunk.count
        )
        lower += step.consumed
        fileOffset += Int64(step.consumed)
        chunk.count += step.produced
        mayHoldMore = chunk.count == chunk.bytes.count
        if let fault = step.fault {
          chunk.ending = .fault(damaged(file.path, at: fileOffset, fault))
        } else if step.isTrailing {
          chunk.ending = .trailing
        } else if isAtEnd, lower == upper, step.produced == 0 {
          chunk.ending = decoder.isComplete ? .complete : .cut
        }
      }
      chunk.fileOffset = fileOffset
      let isLast = chunk.ending != nil
      queue.withLock { $0.filled.append(chunk) }
      filledChunks.signal()
      guard !isLast else { return }
    }
  }

  /// A chunk to fill, nil when the reader has gone.
  private func spareChunk() -> [UInt8]? {
    spareChunks.wait()
    return queue.withLock { $0.isCancelled ? nil : $0.spare.removeLast() }
  }

  private func damaged(_ path: String, at offset: Int64, _ reason: String) -> CaptureError {
    CaptureError(
      path: path,
      offset: offset,
      rule: "the \(compression.name) data is damaged (\(reason))",
      remedy: "the frames before it were read; fetch the file again from where it was made"
    )
  }
}
