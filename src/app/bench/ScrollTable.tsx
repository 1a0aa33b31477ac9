// A table that may be wider than the page: it scrolls by itself, by pointer and by keyboard, and the page does not.

import type { ComponentChildren } from "preact";

export function ScrollTable({
  title,
  testId,
  hasCaption = true,
  children,
}: {
  title: string;
  testId: string;
  /** Whether the title is also shown. */
  hasCaption?: boolean;
  children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section class="bench-table" tabIndex={0} aria-label={title}>
      <table data-testid={testId}>
        {hasCaption ? <caption>{title}</caption> : null}
        {children}
      </table>
    </section>
  );
}
