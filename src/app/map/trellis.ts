// How panels stand beside each other: in how many columns, so that each is wide enough to be read and the last row is
// as full as it can be; only the outer panels carry the axes' labels.

/** Narrower pictures than this cannot be read; a few of them may be narrower than many, as they are the higher for it. */
const LEAST_WIDTH = 165;
const LEAST_WIDTH_OF_FEW = 110;
const FEW = 4;
/** Room for the labels of the axis on the left, and between two panels, in CSS pixels. */
export const LABELS = 64;
export const WORDY_LABELS = 112;
export const GAP = 24;

/**
 * How many columns the panels take.
 * @param across how many belong together in a row, where two dimensions make a grid; 0 where they do not
 */
export function columnsOf(panels: number, across: number, width: number, labels: number): number {
  const least = panels <= FEW ? LEAST_WIDTH_OF_FEW : LEAST_WIDTH;
  const most = Math.max(1, Math.min(panels, Math.floor((width - labels) / (least + GAP))));
  if (across > 0 && across <= most) return across;
  return Math.ceil(panels / Math.ceil(panels / most));
}

/** Which labels a panel carries. */
export function edgesOf(index: number, panels: number, columns: number) {
  return { isLeft: index % columns === 0, isBottom: index + columns >= panels };
}
