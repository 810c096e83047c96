/// How documents look: on a screen, light and dark, and on A4 pages.
///
/// Colours stand in properties of their own: WeasyPrint 57 passes over a shorthand with `var()` in it.
enum StyleSheet {
  /// The style sheet of a document.
  ///
  /// - Parameter mark: What stands in the head of each page of a document that must not be published.
  /// - Returns: The style sheet.
  static func text(mark: String?) -> String {
    let head = mark.map { "@top-right { content: \(HTMLText.style($0)); \(marked) }" } ?? ""
    return """
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --secondary: #57606a;
        --rule: #d8dee4; --accent: #0b5fa5; --bad: #bf222e; --warning: #9a6700; --shade: #f6f8fa; }
      * { box-sizing: border-box; }
      html { background-color: var(--paper); color: var(--ink); font: 15px/22px \(fonts); }
      body { margin: 0 auto; max-width: 760px; padding: 24px 20px 48px; }
      h1 { font-size: 26px; line-height: 34px; font-weight: 600; margin: 8px 0 4px; string-set: title content(); }
      h2 { font-size: 19px; line-height: 26px; font-weight: 600; margin: 40px 0 8px;
        border-top: 1px solid; border-top-color: var(--rule); padding-top: 14px; }
      h3, h4, h5, h6 { font-size: 15px; line-height: 22px; font-weight: 600; margin: 20px 0 4px; }
      p, ul, ol { margin: 8px 0; }
      a { color: var(--accent); }
      a:focus-visible, .table:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
      code, pre { font-family: ui-monospace, monospace; font-size: 13px; }
      pre { overflow-x: auto; }
      .skip { position: absolute; left: -9999px; }
      .skip:focus { position: static; }
      .subtitle, .note, footer, .contents, nav { color: var(--secondary); }
      .note, footer, footer li { font-size: 12px; line-height: 17px; }
      .mark { color: var(--bad); border: 2px solid; border-color: var(--bad); font-weight: 600; padding: 4px 12px;
        text-align: center; }
      .watermark { display: none; }
      nav { font-size: 13px; line-height: 20px; margin: 16px 0; }
      nav ol { margin: 2px 0; padding-left: 22px; }
      .contents { font-weight: 600; margin: 0; }
      .notice { border-left: 3px solid; border-left-color: var(--warning); background-color: var(--shade); padding: 6px 12px; }
      .editorial { border-left: 3px solid; border-left-color: var(--rule); padding-left: 14px; }
      .table { overflow-x: auto; margin: 16px 0; }
      table { border-collapse: collapse; font-size: 13px; line-height: 18px; width: 100%;
        font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
      th, td { border-bottom: 1px solid; border-bottom-color: var(--rule); padding: 4px 8px; text-align: left; vertical-align: top; }
      th { font-weight: 600; }
      tbody th { font-weight: 400; }
      thead th { border-bottom: 1px solid; border-bottom-color: var(--secondary); vertical-align: bottom; }
      .number { text-align: right; white-space: nowrap; }
      thead .number { white-space: normal; }
      .missing { color: var(--secondary); }
      figure { margin: 20px 0; }
      figure svg { display: block; max-width: 100%; height: auto; }
      \(dark)
      @media print {
        html { background: none; font-size: 10pt; line-height: 15pt; }
        body { max-width: none; padding: 0; }
        h1 { font-size: 17pt; line-height: 23pt; }
        h2 { font-size: 13pt; line-height: 18pt; margin-top: 18pt; padding-top: 8pt; break-after: avoid; }
        h3, h4, h5, h6 { font-size: 10.5pt; break-after: avoid; }
        table, nav { font-size: 8.5pt; line-height: 12pt; }
        .note, footer, footer li { font-size: 8pt; line-height: 11pt; }
        .table { overflow: visible; }
        .skip { display: none; }
        a { color: inherit; text-decoration: none; }
        nav a::after { content: leader(".") target-counter(attr(href), page); }
        figure, tr, .notice, caption { break-inside: avoid; }
        thead { display: table-header-group; }
        .watermark { display: block; position: fixed; top: 42%; left: 0; right: 0; margin: 0; text-align: center;
          font-size: 54pt; line-height: 60pt; font-weight: 600; color: var(--bad); opacity: 0.09;
          transform: rotate(-30deg); }
      }
      @page { size: A4; margin: 20mm 18mm 18mm;
        @top-left { content: string(title); \(margin) }
        \(head)
        @bottom-right { content: counter(page) " / " counter(pages); \(margin) } }
      """
  }

  private static let fonts = "system-ui, \"Noto Sans CJK JP\", sans-serif"
  private static let margin = "font: 8pt \(fonts); color: #57606a;"
  private static let marked = "font: 600 8pt \(fonts); color: #bf222e;"

  /// The colours in the dark: of the page, and of the figures, whose own are those of paper.
  private static let dark: String = {
    let figures = FigureTheme.darkRules(within: "figure svg ")
    return """
      @media screen and (prefers-color-scheme: dark) {
        :root { --ink: #e6edf3; --paper: #0d1117; --secondary: #9aa4af; --rule: #30363d;
          --accent: #79b8ff; --bad: #ff7b72; --warning: #d29922; --shade: #161b22; }
        \(figures.joined(separator: "\n  "))
      }
      """
  }()
}
