// The names of the borders, apart from their formulas: links are checked by name, and the page loads the rest when a border
// is first looked for.

export const borderNames = [
  "linearEdge",
  "linearSlope",
  "tanhFold",
  "tanhFlip",
  "normBound",
  "meanFieldEdge",
  "gateSlope",
  "stepLimit",
] as const;

export type BorderName = (typeof borderNames)[number];
