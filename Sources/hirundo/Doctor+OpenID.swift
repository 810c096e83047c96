import Web

/// The form of what says through whom people sign in; the provider is not asked.
extension Doctor {
  func openID() -> [Finding] {
    let area = "sign-in"
    do {
      guard let settings = try options.configuration().openIDWithSecret() else { return [] }
      let text =
        "through \(settings.issuer) as \(settings.client), accounts \(settings.admission.rawValue)"
      guard settings.secret == nil else { return [Finding(area, .ok, text)] }
      return [
        Finding(
          area,
          .warn,
          "\(text), without a secret",
          remedy: "name its file as secret-file, if the provider gave the client one"
        )
      ]
    } catch {
      // What the file itself has wrong is told once.
      return (try? options.configuration()) == nil ? [] : [Finding(area, error)]
    }
  }
}
