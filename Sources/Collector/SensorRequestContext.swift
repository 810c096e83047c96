import Hummingbird
import Logging
import NIOCore

/// A request of a sensor, with the connection that it came by: who sends it stands in the connection's certificate.
struct SensorRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
