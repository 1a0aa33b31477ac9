// The parts of the page that a key leads to. Each says whether its part is there.

/** To the map's first panel. */
export function focusMap(): boolean {
  return focusOn(document.querySelector<HTMLElement>(".map-frame"));
}

/** To the open network. */
export function focusInspector(): boolean {
  return focusOn(firstIn(".inspector"));
}

/** To the first field of the sweep's form. */
export function focusForm(): boolean {
  return focusOn(firstIn(".spec-form"));
}

/** To the table of the cursor's row. */
export function focusTable(): boolean {
  return focusOn(document.querySelector<HTMLElement>(".row-table-frame"));
}

/** To the first of the kept sweeps, or to the way to other pages: where what had the focus has gone. */
export function focusKept(): boolean {
  if (document.activeElement !== document.body) return false;
  return focusOn(document.querySelector<HTMLElement>(".kept-name, .page-tabs [aria-current]"));
}

const FOCUSABLE = "button:not(:disabled), input, select, textarea, summary, a[href], [tabindex='0']";

function firstIn(part: string): HTMLElement | null {
  return document.querySelector(part)?.querySelector<HTMLElement>(FOCUSABLE) ?? null;
}

function focusOn(element: HTMLElement | null): boolean {
  element?.focus();
  return element !== null;
}
