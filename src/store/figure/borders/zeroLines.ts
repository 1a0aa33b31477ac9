// Where a function of two numbers is zero, as broken lines over the unit square: marching squares on a grid that is refined only
// where the function may be zero, each crossing of an edge found to a small part of the edge.

/** A place on the map: the share of its width from the left, and of its height from below. */
export type Place = readonly [u: number, v: number];

/** How closely lines are looked for. */
export interface Fineness {
  /** The finest cells: so many across, and as many up; a multiple of the coarsest one's size. */
  readonly finest: number;
  /** Whether a crossing is searched for along its edge; else it is where the chord crosses, for a function that is dear and smooth. */
  readonly isSearched: boolean;
}

export const FINE: Fineness = { finest: 256, isSearched: true };

/** The coarsest ones, in finest cells: what is smaller than these and all of one sign at their corners and middles is missed. */
const COARSEST = 8;
/** Rounds of a search along an edge; each is one value of the function. */
const MOST_ROUNDS = 24;
/** A crossing is found to this share of a finest cell's edge, … */
const EDGE_SHARE = 1e-4;
/** … and is one where the function has come down to this share of what it is at the edge's end on the same side: at a jump or a pole it has not. */
const ZERO_SHARE = 0.2;

/**
 * The lines along which a function is zero. It is asked for a value at a time, so that a caller who has little time may stop
 * between two cells and go on later.
 * @param level NaN where the function is not defined: no line leads there
 */
export function* zeroLines(
  level: (u: number, v: number) => number,
  fineness: Fineness = FINE,
): Generator<void, Place[][]> {
  const search = new Search(level, fineness);
  for (let j = 0; j < fineness.finest; j += COARSEST) {
    for (let i = 0; i < fineness.finest; i += COARSEST) {
      search.cell(i, j, COARSEST);
      yield;
    }
  }
  return search.lines();
}

class Search {
  private readonly finest: number;
  private readonly isSearched: boolean;
  private readonly values: Float64Array;
  private readonly isKnown: Uint8Array;
  /** By edge: where the line crosses it, or null where the function jumps. */
  private readonly crossings = new Map<number, Place | null>();
  /** By edge: the edges that the line goes on to. */
  private readonly next = new Map<number, number[]>();

  constructor(
    private readonly level: (u: number, v: number) => number,
    { finest, isSearched }: Fineness,
  ) {
    this.finest = finest;
    this.isSearched = isSearched;
    this.values = new Float64Array((finest + 1) ** 2);
    this.isKnown = new Uint8Array((finest + 1) ** 2);
  }

  /** Looks into a cell: into its quarters where the function may be zero in it, and draws the line in a finest one. */
  cell(i: number, j: number, size: number): void {
    const corners = [
      this.at(i, j),
      this.at(i + size, j),
      this.at(i + size, j + size),
      this.at(i, j + size),
    ] as const;
    if (size === 1) {
      if (!corners.some(Number.isNaN)) this.draw(i, j, corners);
      return;
    }
    const half = size / 2;
    if (!mayBeZero([corners[0], corners[1], corners[2], corners[3], this.at(i + half, j + half)])) return;
    this.cell(i, j, half);
    this.cell(i + half, j, half);
    this.cell(i, j + half, half);
    this.cell(i + half, j + half, half);
  }

  /** The line through a finest cell: two crossings belong together; of four, those that cut off a corner unlike the middle. */
  private draw(i: number, j: number, corners: readonly number[]): void {
    const isAbove = corners.map((value) => value > 0);
    const edges = [this.edge(i, j, 0), this.edge(i + 1, j, 1), this.edge(i, j + 1, 0), this.edge(i, j, 1)];
    const crossed = edges.filter((_, k) => isAbove[k] !== isAbove[(k + 1) % 4]);
    if (crossed.length === 2) this.join(crossed[0], crossed[1]);
    if (crossed.length < 4) return;
    const middle = this.level((i + 0.5) / this.finest, (j + 0.5) / this.finest) > 0;
    // Edge k lies between the corners k and k + 1: the corners 0 and 2 are cut off where they are unlike the middle.
    const [a, b, c, d] = edges;
    const pairs = middle === isAbove[0] ? [a, b, c, d] : [d, a, b, c];
    this.join(pairs[0], pairs[1]);
    this.join(pairs[2], pairs[3]);
  }

  private join(a: number, b: number): void {
    if (this.crossing(a) === null || this.crossing(b) === null) return;
    this.next.set(a, [...(this.next.get(a) ?? []), b]);
    this.next.set(b, [...(this.next.get(b) ?? []), a]);
  }

  /** All that was drawn, from end to end; what has no end is closed. */
  lines(): Place[][] {
    const lines: Place[][] = [];
    const used = new Set<number>();
    const follow = (start: number) => {
      const line: Place[] = [];
      let at: number | undefined = start;
      let last = start;
      while (at !== undefined) {
        used.add(at);
        const place = this.crossing(at);
        if (place !== null) line.push(place);
        last = at;
        at = this.next.get(at)?.find((to) => !used.has(to));
      }
      const isClosed = line.length > 2 && this.next.get(last)?.includes(start) === true;
      lines.push(isClosed ? [...line, line[0]] : line);
    };
    for (const [start, to] of this.next) if (to.length === 1 && !used.has(start)) follow(start);
    for (const start of this.next.keys()) if (!used.has(start)) follow(start);
    return lines;
  }

  private at(i: number, j: number): number {
    const n = j * (this.finest + 1) + i;
    if (this.isKnown[n] === 0) {
      this.values[n] = this.level(i / this.finest, j / this.finest);
      this.isKnown[n] = 1;
    }
    return this.values[n];
  }

  /** Where the line crosses an edge: chords (Illinois), every third round a bisection, so that no shape of the function is slow. */
  private crossing(key: number): Place | null {
    const known = this.crossings.get(key);
    if (known !== undefined) return known;
    const { finest } = this;
    const start = key >> 1;
    const [i, j, up] = [start % (finest + 1), Math.floor(start / (finest + 1)), key & 1];
    const place = (t: number): Place => [(i + (1 - up) * t) / finest, (j + up * t) / finest];
    const [first, last] = [this.at(i, j), this.at(i + 1 - up, j + up)];
    const root = this.isSearched
      ? rootBetween((t) => this.level(...place(t)), first, last)
      : first / (first - last);
    const found = root === null ? null : place(root);
    this.crossings.set(key, found);
    return found;
  }

  /** An edge by where it starts and whether it goes up. */
  private edge(i: number, j: number, up: 0 | 1): number {
    return 2 * (j * (this.finest + 1) + i) + up;
  }
}

/** Whether a function with these values in a cell may be zero in it: it changes its sign, or it comes nearer to 0 than it varies. */
function mayBeZero(values: readonly number[]): boolean {
  const isAbove = values[0] > 0;
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let untold = 0;
  let changes = false;
  for (const value of values) {
    const size = Math.abs(value);
    if (Number.isNaN(value)) untold++;
    else if (value > 0 !== isAbove) changes = true;
    if (size < least) least = size;
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  if (untold > 0) return untold < values.length;
  return changes || least < most - least;
}

/** The zero of f between 0 and 1, whose values there are known and of two signs; null where f jumps over it. */
function rootBetween(f: (t: number) => number, first: number, last: number): number | null {
  let [a, b, fa, fb] = [0, 1, first, last];
  let [t, value] = Math.abs(fa) < Math.abs(fb) ? [0, fa] : [1, fb];
  let side = 0;
  for (let round = 0; round < MOST_ROUNDS && b - a > EDGE_SHARE && value !== 0; round++) {
    const chord = a - (fa * (b - a)) / (fb - fa);
    t = round % 3 === 2 || !(chord > a && chord < b) ? (a + b) / 2 : chord;
    value = f(t);
    if (Number.isNaN(value)) return null;
    // An end that stays twice counts half, or the chords would creep up from the other side only.
    if (value > 0 === fa > 0) {
      [a, fa, fb] = [t, value, side < 0 ? fb / 2 : fb];
      side = -1;
    } else {
      [b, fb, fa] = [t, value, side > 0 ? fa / 2 : fa];
      side = 1;
    }
  }
  const [own, other] = value > 0 === first > 0 ? [first, last] : [last, first];
  const size = Math.abs(Number.isFinite(own) ? own : other);
  return Math.abs(value) <= ZERO_SHARE * size ? t : null;
}
