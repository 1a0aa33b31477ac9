// Motion made by code: the one place that asks whether the user wants any. What CSS moves stops in style/motion.css.

/** Whether the user's system asks for as little motion as possible. */
export function wantsCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Scrolls no further than it takes to show an element; at once for those who want no motion. */
export function scrollToShow(element: Element | null): void {
  element?.scrollIntoView({ behavior: wantsCalm() ? "instant" : "smooth", block: "nearest" });
}
