import FoundationEssentials
import Segment

/// One try to bring a segment to the centre.
struct Shipment: Sendable {
  /// How the try ended.
  enum Ending: Sendable {
    case answered(CentreAnswer)
    /// The centre could not be asked.
    case unreachable(SensorError)
    /// The segment is not to be read, or its place could not be changed.
    case unreadable(SegmentError)
  }

  let segment: SpooledSegment
  let spool: Spool
  let pace: Bandwidth?
  /// The connection of an earlier segment, nil where a new one is made.
  let connection: CentreConnection?

  /// Sends the segment; gives the connection back where it can be used again.
  ///
  /// A connection that waited may have been closed by the other side just now: then a new one is made.
  func run(_ client: CentreClient) async -> (ending: Ending, connection: CentreConnection?) {
    let request: CentreRequest
    do throws(SegmentError) {
      let bytes = try spool.bytes(of: segment)
      request = .segment(
        segment.sequence,
        bytes: bytes,
        digest: Data(ContentDigest(of: bytes).bytes).base64EncodedString()
      )
    } catch {
      return (.unreadable(error), connection)
    }
    if let connection, let answer = try? await connection.send(request, pace: pace) {
      return (.answered(answer), connection)
    }
    do throws(SensorError) {
      let connection = try await client.connect()
      return (.answered(try await connection.send(request, pace: pace)), connection)
    } catch {
      return (.unreachable(error), nil)
    }
  }
}
