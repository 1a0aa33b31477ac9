// What every preset offers: a sweep worth looking at, and the words that say what to look for.

/** A point worth clicking: its grid indices, and what it shows. */
export interface PresetPoint {
  readonly label: string;
  readonly at: readonly number[];
}

/** A sweep that the page offers ready-made. */
export interface Preset {
  readonly title: string;
  /** Three sentences at most: what one sees. */
  readonly story: readonly string[];
  readonly points: readonly PresetPoint[];
  /** The spec as it would stand in a file; every blank has its default. */
  readonly spec: Readonly<Record<string, unknown>>;
}
