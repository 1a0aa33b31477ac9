// What every preset offers: a sweep worth looking at, and the words that say what to look for.

/** A point worth clicking: its grid indices, and what it shows. */
export interface PresetPoint {
  readonly label: string;
  readonly at: readonly number[];
}

/** What a preset is about, in the order of the gallery, and what stands above its group there. */
export const presetGroups = {
  gradients: "Vanishing and exploding",
  weights: "Initial weights",
  cells: "Cells",
  training: "Training",
  data: "Data",
} as const;

/** A sweep that the page offers ready-made. */
export interface Preset {
  readonly title: string;
  readonly group: keyof typeof presetGroups;
  /** Three sentences at most: what one sees. */
  readonly story: readonly string[];
  readonly points: readonly PresetPoint[];
  /** The spec as it would stand in a file; every blank has its default. */
  readonly spec: Readonly<Record<string, unknown>>;
}
