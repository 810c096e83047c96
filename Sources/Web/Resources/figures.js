// Makes pages lively where they work without: figures answer to the pointer, links are copied.
// Nothing here is needed to read a page.

// What a mark stands for, by the fields of its data: a heading, and values under the words of the figure itself.
const HEADINGS = ["series", "row"];
const PLACES = ["day", "category", "column"];

function channels(view, layer) {
  const rows = layer.data?.values ?? view.data?.values;
  const first = Array.isArray(rows) ? rows[0] : undefined;
  const words = layer.encoding?.y?.axis?.title ?? layer.encoding?.color?.legend?.title ?? " ";
  const value = { type: "quantitative", format: ",.3~f", title: words };
  if (first?.properties) {
    return [{ field: "properties.name", type: "nominal", title: "title" }, { ...value, field: "properties.value" }];
  }
  if (!first || first.value === undefined || first.label !== undefined) return null;
  const headings = HEADINGS.filter((field) => field in first)
    .map((field) => ({ field, type: "nominal", title: "title" }));
  const places = PLACES.filter((field) => field in first).map((field) =>
    field === "day"
      ? { field, type: "temporal", timeUnit: "utcyearmonthdate", format: "%Y-%m-%d", title: " " }
      : { field, type: "nominal", title: " " });
  return [...headings, ...places, { ...value, field: "value" }];
}

// The same view with something under the pointer: marks are named, and lines get places that can be pointed at.
function answering(view) {
  if (!view.layer) return view;
  const layers = view.layer.flatMap((layer) => {
    const tooltip = layer.encoding ? channels(view, layer) : null;
    if (!tooltip) return [layer];
    if (layer.mark.type !== "line") return [{ ...layer, encoding: { ...layer.encoding, tooltip } }];
    const { x, y, color } = layer.encoding;
    return [layer, {
      mark: { type: "point", filled: true, opacity: 0, size: 110 },
      encoding: { x, y, color, tooltip },
      transform: layer.transform ?? [],
    }];
  });
  return { ...view, layer: layers };
}

async function enliven(figure) {
  const response = await fetch(figure.dataset.figure);
  if (!response.ok) return;
  const specification = await response.json();
  specification.vconcat = specification.vconcat?.map(answering);
  const place = document.createElement("div");
  place.className = "live";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", specification.description ?? "");
  const picture = figure.querySelector("img");
  // Drawn aside, so that the picture stays until the live figure is there.
  await window.vegaEmbed(place, specification, {
    actions: false, ast: true, defaultStyle: false, renderer: "svg",
    tooltip: { disableDefaultStyle: true, theme: "plain" },
  });
  const drawn = place.querySelector("svg");
  if (!drawn) return;
  for (const element of place.querySelectorAll("[role], [aria-label], [aria-roledescription]")) {
    element.removeAttribute("role");
    element.removeAttribute("aria-label");
    element.removeAttribute("aria-roledescription");
  }
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("viewBox", `0 0 ${drawn.getAttribute("width")} ${drawn.getAttribute("height")}`);
  place.querySelector("form")?.remove();
  if (picture) picture.replaceWith(place);
}

function copies(link) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = link.dataset.done;
  });
}

for (const link of document.querySelectorAll("a[data-done]")) copies(link);
if (typeof window.vegaEmbed === "function" ) {
  for (const figure of document.querySelectorAll("figure[data-figure]")) {
    // A figure that cannot be made lively stays the picture that it is.
    if (figure.querySelector("img")) enliven(figure).catch((error) => console.warn(error));
  }
}
