// A name that somebody else chose, inside a sentence of ours: marks in it that turn the direction of writing end with it.

/** The text between two marks that nobody sees (first strong isolate, pop directional isolate). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
