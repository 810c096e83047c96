import Mustache
import Registry
import Reporting

/// Gives pages their form; every text is escaped before the template sees it.
struct PageTemplate: Sendable {
  private let library: MustacheLibrary
  private let vegaPath: String?

  init(scripts: SiteScripts) throws(WebError) {
    vegaPath = scripts.vegaPath
    var library = MustacheLibrary()
    do {
      for (name, bytes) in [
        ("page", PackageResources.page_mustache), ("form", PackageResources.form_mustache),
        ("table", PackageResources.table_mustache),
        ("calendar", PackageResources.calendar_mustache),
      ] {
        try library.register(String(decoding: bytes, as: UTF8.self), named: name)
      }
    } catch {
      throw WebError(
        500,
        place: "template of pages",
        problem: "it cannot be read (\(error))",
        remedy: "report this; it is a fault of the program"
      )
    }
    self.library = library
  }

  /// The answer to a request for a page.
  func answer(_ page: Page, to request: WebRequest) -> Answer {
    var answer = self.answer(page, PageFrame(request))
    if page.changes, case .everyone = request.reader {
      let secret = request.formSecret.map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      answer.cookies.append(
        request.cookies.setting(request.cookies.form, to: secret.joined(), for: nil)
      )
      answer.isSecret = true
    }
    return answer
  }

  /// A page in its frame.
  func answer(_ page: Page, _ frame: PageFrame) -> Answer {
    Answer(.html, Array((library.render(context(page, frame), withTemplate: "page") ?? "").utf8))
  }

  private func context(_ page: Page, _ frame: PageFrame) -> [String: Any] {
    let language = frame.language
    let other: Language = language == .en ? .ja : .en
    let rest = frame.query.isEmpty ? "" : "\(frame.query)&"
    var context: [String: Any] = [
      "language": language.rawValue,
      "ground": frame.display.ground.rawValue,
      "module": SiteScripts.modulePath,
      "displayLink": HTMLText.escaped(frame.displayLink),
      "displayWord": HTMLText.escaped(
        [frame.display.zone, DisplayWords.display[language]].compactMap(\.self)
          .joined(separator: " · ")
      ),
      "definitions": DefinitionWords.all[language],
      "style": StyleSheet.path,
      "icon": SiteIcon.path,
      "title": HTMLText.escaped(page.title),
      "titleLanguage": Self.mark(page.titleLanguage),
      "skip": Words.skip[language],
      "site": Words.site[language],
      "navigation": Words.navigation[language],
      "pages": frame.pages.map { link in
        [
          "text": HTMLText.escaped(link.text), "target": HTMLText.escaped(link.target),
          "current": link.target == frame.path ? " aria-current=\"page\"" : "",
        ]
      },
      "otherLanguage": other.rawValue,
      "otherLanguageName": other == .en ? "English" : "日本語",
      "otherLanguageLink": HTMLText.escaped("\(frame.path)?\(rest)lang=\(other.rawValue)"),
      "signOut": Words.signOut[language],
      "signIn": Words.signIn[language],
      "signOutToken": frame.formToken,
      "footer": Words.footer[language],
      "sections": page.sections.map { section($0, frame) },
    ]
    if !page.subtitle.isEmpty { context["subtitle"] = HTMLText.escaped(page.subtitle) }
    if let account = frame.account {
      context["account"] = ["name": HTMLText.escaped(account.name)]
      if frame.isPublicView { context["publicView"] = Words.publicView[language] }
    } else {
      context["stranger"] = true
    }
    if let filter = page.filter { context["filter"] = form(filter, frame) }
    if page.hasPictures, let vegaPath { context["vega"] = vegaPath }
    return context
  }

  private func section(_ section: Page.Section, _ frame: PageFrame) -> [String: Any] {
    [
      "id": HTMLText.identifier(section.id),
      "heading": HTMLText.escaped(section.heading),
      "wide": section.isWide ? " class=\"wide\"" : "",
      "blocks": section.blocks.map { block($0, frame) },
    ]
  }

  private func block(_ block: Page.Block, _ frame: PageFrame) -> [String: Any] {
    switch block {
    case .paragraph(let text): ["paragraph": HTMLText.escaped(text)]
    case .notice(let text): ["notice": HTMLText.escaped(text)]
    case .secret(let text): ["secret": HTMLText.escaped(text)]
    case .text(let html): ["text": html]
    case .live:
      [
        "live": [
          "source": LiveInterface.path, "module": SiteScripts.livePath,
          "packets": Words.livePackets[frame.language],
          "sensors": Words.liveSensors[frame.language],
        ]
      ]
    case .table(let table): ["table": self.table(table, frame)]
    case .form(let form): ["form": self.form(form, frame)]
    case .calendar(let calendar): ["calendar": Self.calendar(calendar)]
    case .links(let links):
      [
        "links": [
          "list": links.map {
            ["text": HTMLText.escaped($0.text), "target": HTMLText.escaped($0.target)]
          }
        ]
      ]
    case .list(let links):
      [
        "menu": [
          "list": links.map {
            [
              "text": HTMLText.escaped($0.text), "target": HTMLText.escaped($0.target),
              "language": Self.mark($0.language),
            ]
          }
        ]
      ]
    case .figure(let figure): ["figure": self.figure(figure, frame)]
    }
  }

  /// The mark of what is in another language than the page.
  private static func mark(_ language: Language?) -> String {
    language.map { " lang=\"\($0.rawValue)\"" } ?? ""
  }

  private func figure(_ figure: PageFigure, _ frame: PageFrame) -> [String: Any] {
    let words: [(String?, Phrase)] = [
      (figure.csv, DrawingWords.csv), (figure.picture, Words.picture),
      (figure.raster, DrawingWords.png), (figure.specification, Words.specification),
      (figure.definition, DrawingWords.definition),
    ]
    var context: [String: Any] = [
      "specification": HTMLText.escaped(figure.specification),
      "dataWord": Words.data[frame.language],
      "linksWord": DrawingWords.links[frame.language],
      "table": table(figure.table, frame),
      "list": words.compactMap { target, word in
        target.map { ["target": HTMLText.escaped($0), "text": word[frame.language]] }
      },
    ]
    if let picture = figure.picture {
      context["picture"] = [
        "source": HTMLText.escaped(picture), "description": HTMLText.escaped(figure.description),
      ]
    }
    return context
  }

  private static func calendar(_ calendar: PageCalendar) -> [String: Any] {
    [
      "caption": HTMLText.escaped(calendar.caption),
      "head": HTMLText.escaped(calendar.head),
      "months": calendar.months.map { ["label": $0.label, "span": "\($0.days)"] },
      "rows": calendar.rows.map { row in
        var context: [String: Any] = [
          "name": HTMLText.escaped(row.name),
          "cells": row.cells.map { ["level": "c\($0.level.rawValue)", "text": $0.text] },
        ]
        if let link = row.link { context["link"] = HTMLText.escaped(link) }
        return context
      },
      "legend": calendar.legend.map {
        ["level": "c\($0.level.rawValue)", "label": HTMLText.escaped($0.label)]
      },
    ]
  }

  func form(_ form: PageForm, _ frame: PageFrame) -> [String: Any] {
    var context: [String: Any] = [
      "action": HTMLText.escaped(form.action),
      "method": form.asks ? "get" : "post",
      "label": HTMLText.escaped(form.label),
      "button": HTMLText.escaped(form.button),
      "class": form.isBar ? "bar" : "sheet",
      "fields": form.fields.enumerated().map { field($1, id: "f\(form.action)-\($0)-\($1.name)") },
    ]
    if !form.asks { context["token"] = frame.formToken }
    if let tools = form.tools {
      context["tools"] = [
        "clear": HTMLText.escaped(tools.clear), "clearWord": FilterWords.clear[frame.language],
        "link": HTMLText.escaped(tools.link), "linkWord": FilterWords.copy[frame.language],
        "doneWord": FilterWords.copied[frame.language],
      ]
    }
    return context
  }

  private func field(_ field: PageForm.Field, id: String) -> [String: Any] {
    let attributes: [String: Any] = [
      "id": HTMLText.identifier(id), "name": HTMLText.escaped(field.name),
      "label": HTMLText.escaped(field.label), "value": HTMLText.escaped(field.value),
      "hint": HTMLText.escaped(field.hint), "completion": HTMLText.escaped(field.completion),
      "type": field.kind == .password ? "password" : "text",
      "checked": field.isChecked ? " checked" : "",
      "options": field.options.map {
        [
          "value": HTMLText.escaped($0.value), "label": HTMLText.escaped($0.label),
          "selected": $0.value == field.value ? " selected" : "",
        ]
      },
    ]
    return switch field.kind {
    case .text, .password: ["input": attributes]
    case .hidden: ["hidden": attributes]
    case .select: ["select": attributes]
    case .checkbox: ["checkbox": attributes]
    }
  }
}
