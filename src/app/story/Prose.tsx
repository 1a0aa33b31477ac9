// A text of the story, its terms with their definitions on hover and focus.

import { piecesOf } from "./texts.ts";

export function Prose({ text }: { text: string }) {
  return (
    <>
      {piecesOf(text).map(({ text: part, definition }, i) =>
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
