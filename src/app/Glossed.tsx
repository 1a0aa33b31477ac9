// A text whose words of the glossary explain themselves on hover and on focus.

import { glossed } from "./glossary.ts";

export function Glossed({ text }: { text: string }) {
  return (
    <>
      {glossed(text).map(({ text: part, definition }, i) =>
        definition === null ? (
          part
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          <span key={`${i} ${part}`} class="term" tabIndex={0} data-definition={definition}>
            {part}
          </span>
        ),
      )}
    </>
  );
}
