/// The template of HTML documents; every text that it is given is escaped already.
enum HTMLTemplate {
  static let text = """
    <!DOCTYPE html>
    <html lang="{{{language}}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>{{{title}}}</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#content">{{{skip}}}</a>
    {{#mark}}
    <p class="mark" role="note">{{{.}}}</p>
    <p class="watermark" aria-hidden="true">{{{.}}}</p>
    {{/mark}}
    <header>
    <h1>{{{title}}}</h1>
    <p class="subtitle">{{{subtitle}}}</p>
    </header>
    <nav aria-labelledby="contents">
    <p id="contents" class="contents">{{{contents}}}</p>
    <ol>
    {{#sections}}
    <li><a href="#{{{id}}}">{{{heading}}}</a></li>
    {{/sections}}
    </ol>
    </nav>
    <main id="content">
    {{#sections}}
    <section aria-labelledby="{{{id}}}">
    <h2 id="{{{id}}}">{{{heading}}}</h2>
    {{#blocks}}
    {{#paragraph}}
    <p>{{{.}}}</p>
    {{/paragraph}}
    {{#list}}
    <ul>
    {{#points}}
    <li>{{{.}}}</li>
    {{/points}}
    </ul>
    {{/list}}
    {{#table}}
    <div class="table" role="region" tabindex="0" aria-label="{{{caption}}}">
    <table>
    <caption>{{{caption}}}</caption>
    <thead>
    <tr>{{#columns}}<th scope="col"{{{alignment}}}>{{{heading}}}</th>{{/columns}}</tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr>{{#cells}}<{{{tag}}}{{{alignment}}}>{{{text}}}</{{{end}}}>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    {{#note}}
    <p class="note">{{{.}}}</p>
    {{/note}}
    </div>
    {{/table}}
    {{#figure}}
    <figure id="{{{id}}}">{{{drawing}}}</figure>
    {{/figure}}
    {{#notice}}
    <p class="notice"><strong>{{{word}}}</strong> {{{text}}}</p>
    {{/notice}}
    {{#editorial}}
    <div class="editorial">
    {{{.}}}
    </div>
    {{/editorial}}
    {{/blocks}}
    </section>
    {{/sections}}
    </main>
    {{#hasSources}}
    <footer>
    <h2 id="sources">{{{sourcesHeading}}}</h2>
    <ul>
    {{#sources}}
    <li>{{{.}}}</li>
    {{/sources}}
    </ul>
    </footer>
    {{/hasSources}}
    </body>
    </html>

    """
}
