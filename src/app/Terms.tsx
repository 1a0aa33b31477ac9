// A text in pieces, of which some are terms that explain themselves on hover and on focus.

/** A stretch of text, or a term in it. */
export interface TextPiece {
  readonly text: string;
  /** What the term means, or null for plain text. */
  readonly definition: string | null;
}

export function Terms({ pieces }: { pieces: readonly TextPiece[] }) {
  return (
    <>
      {pieces.map(({ text, definition }, i) =>
        definition === null ? (
          text
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus.
          <span key={`${i} ${text}`} class="term" tabIndex={0} data-definition={definition}>
            {text}
          </span>
        ),
      )}
    </>
  );
}
