// Puts what is counted of today on the page, where the page has a place for it; without it nothing is missing.
const place = document.querySelector("[data-live]");

if (place && "EventSource" in window) {
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const events = new EventSource(place.dataset.live);
  const show = (name, value) => {
    const target = place.querySelector(`[data-value="${name}"]`);
    if (target) target.textContent = value;
  };

  events.addEventListener("packets", (event) => {
    const { day, packets } = JSON.parse(event.data);
    show("day", day);
    show("packets", numbers.format(packets));
    place.hidden = false;
  });
  events.addEventListener("sensors", (event) => {
    const { known, listening } = JSON.parse(event.data);
    show("sensors", `${numbers.format(listening)} / ${numbers.format(known)}`);
    place.hidden = false;
  });
  // A page that is left would keep its place among those who listen.
  window.addEventListener("pagehide", () => events.close());
}
