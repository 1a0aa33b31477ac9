// The definitions: whatever carries `data-definition` explains itself on hover and on focus, in one layer over the page.

import { useEffect, useRef } from "preact/hooks";

const ID = "definition";
const GAP = 8;
const CONTROLS = "input, select, textarea, button, label";

export function Definitions() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = layer.current;
    if (element === null) return;
    let target: Element | null = null;
    let byKeyboard = false;
    const hide = () => {
      target?.removeAttribute("aria-describedby");
      target = null;
      element.hidden = true;
    };
    const show = (next: Element) => {
      if (next === target) return;
      hide();
      target = next;
      element.textContent = next.getAttribute("data-definition");
      element.hidden = false;
      target.setAttribute("aria-describedby", ID);
      place(element, next.getBoundingClientRect());
    };
    const defined = (event: Event) =>
      event.target instanceof Element ? event.target.closest("[data-definition]") : null;
    const over = (event: Event) => {
      const next = defined(event);
      if (next !== null) show(next);
      else if (target !== null && target !== document.activeElement) hide();
    };
    const focus = (event: Event) => {
      const next = defined(event);
      // A click into a field is for typing; its definition would only be in the way. A tap on a term asks for it.
      if (next !== null && (byKeyboard || !next.matches(CONTROLS))) show(next);
    };
    const key = (event: KeyboardEvent) => {
      byKeyboard = true;
      if (event.key !== "Escape" || target === null) return;
      hide();
      // The first Escape is for what lies on top; the next one is for what is below.
      event.preventDefault();
    };
    const pressed = () => {
      byKeyboard = false;
      hide();
    };
    const scrolled = () => {
      // Focus itself scrolls its element into view: the definition goes along. A hovered one is left behind.
      if (target !== null && target === document.activeElement)
        place(element, target.getBoundingClientRect());
      else hide();
    };
    const stop = new AbortController();
    const options = { signal: stop.signal, capture: true };
    // Not pointerover: that also comes when the page scrolls under a pointer that rests.
    document.addEventListener("pointermove", over, options);
    document.addEventListener("focusin", focus, options);
    document.addEventListener("focusout", hide, options);
    document.addEventListener("keydown", key, options);
    document.addEventListener("pointerdown", pressed, options);
    document.addEventListener("scroll", scrolled, options);
    return () => stop.abort();
  }, []);
  return <div ref={layer} id={ID} class="definition" role="tooltip" hidden />;
}

/** Below what it explains where there is room, else above; always inside the window. */
function place(element: HTMLElement, box: DOMRect): void {
  const { offsetWidth, offsetHeight } = element;
  const below = box.bottom + GAP;
  const top = below + offsetHeight <= innerHeight ? below : Math.max(GAP, box.top - GAP - offsetHeight);
  const left = Math.min(Math.max(GAP, box.left), Math.max(GAP, innerWidth - offsetWidth - GAP));
  element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
