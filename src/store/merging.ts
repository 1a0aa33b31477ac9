// Into which cells a sweep's grid is cut where it has more networks than a page can hold or a screen can show: a whole number
// of positions along each dimension makes one cell.

/** Sweeps of more networks than this are held as cells, and of no more cells than this. */
export const MOST_CELLS = 2 ** 20;
/** No map is drawn of more positions across or up: few screens have room for more. */
export const MOST_ALONG = 1024;
/** All cells together take at most so much memory, whatever the number of metrics. */
const MOST_BYTES = 190e6;
/** What a cell takes: of its own, for each metric, and for counting outcomes. */
const CELL_BYTES = 5;
const METRIC_BYTES = 24;
const OUTCOME_BYTES = 20;

/** A dimension of a grid, as far as merging is concerned. */
export interface Dimension {
  readonly positions: number;
  /** Where it lies on the page; names never merge, for there is nothing between two of them. */
  readonly role: "across or up" | "beyond" | "replicates" | "names";
}

/**
 * How much longer than others a dimension may stay. A map of fewer pixels is still a map, while a slider of one position is
 * none; and replicates, of which one wants each or all, are merged only when nothing else is long.
 */
const KEPT_LONGER: Readonly<Record<Dimension["role"], number>> = {
  "across or up": 16,
  beyond: 1,
  replicates: 64,
  names: Number.POSITIVE_INFINITY,
};

/** How many positions of each dimension make a cell; 1 everywhere where nothing needs to be merged. */
export function mergeFactors(dimensions: readonly Dimension[], metrics: number): number[] {
  const factors = dimensions.map(({ positions, role }) =>
    role === "across or up" ? Math.ceil(positions / MOST_ALONG) : 1,
  );
  const all = dimensions.reduce((product, { positions }) => product * positions, 1);
  if (all <= MOST_CELLS && factors.every((factor) => factor === 1)) return factors;
  const most = Math.min(MOST_CELLS, MOST_BYTES / (CELL_BYTES + METRIC_BYTES * metrics + OUTCOME_BYTES));
  const cells = dimensions.map(({ positions }, d) => Math.ceil(positions / factors[d]));
  while (cells.reduce((a, b) => a * b, 1) > most) {
    const weights = cells.map((count, d) => (count > 1 ? count / KEPT_LONGER[dimensions[d].role] : 0));
    const d = weights.indexOf(Math.max(...weights));
    // Names alone can be more than there is room for; they are shown all the same.
    if (weights[d] === 0) break;
    factors[d] = Math.ceil(dimensions[d].positions / (cells[d] - 1));
    cells[d] = Math.ceil(dimensions[d].positions / factors[d]);
  }
  return factors;
}

/** The positions of a cell along one dimension: the first, and the one after the last. */
export function cellSpan(cell: number, factor: number, positions: number): [from: number, end: number] {
  return [cell * factor, Math.min((cell + 1) * factor, positions)];
}

/** The position in the middle of a cell; of an even number, the one before it. */
export function cellMiddle(cell: number, factor: number, positions: number): number {
  const [from, end] = cellSpan(cell, factor, positions);
  return from + ((end - from - 1) >> 1);
}
