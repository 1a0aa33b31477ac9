// A curve of up to a million steps on a few hundred pixels: per column the lowest and the highest value, so that no peak is lost.

/** The values of one column of pixels. */
export interface Band {
  /** Steps of the first and the last value in it. */
  readonly from: number;
  readonly to: number;
  readonly lowest: number;
  readonly highest: number;
}

/** At most `columns` bands; fewer where there are fewer values. Values that are no numbers are left out. */
export function decimated(values: ArrayLike<number>, columns: number): Band[] {
  const count = Math.min(values.length, Math.max(1, Math.floor(columns)));
  const bands: Band[] = [];
  for (let c = 0; c < count; c++) {
    const from = Math.floor((c * values.length) / count);
    const end = Math.floor(((c + 1) * values.length) / count);
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = from; i < end; i++) {
      if (Number.isNaN(values[i])) continue;
      lowest = Math.min(lowest, values[i]);
      highest = Math.max(highest, values[i]);
    }
    if (lowest <= highest) bands.push({ from, to: end - 1, lowest, highest });
  }
  return bands;
}
