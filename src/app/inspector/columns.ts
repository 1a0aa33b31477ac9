// Which steps of an unrolled network are drawn: all where they fit, else the first few and the last few.

/** A drawn step, or the gap (t null) that stands for the steps left out. */
export interface Column {
  readonly t: number | null;
  /** Its place among the columns, from 0. */
  readonly place: number;
}

/** The columns for `unroll` steps where `room` of them fit, the gap counted as one. */
export function columnsOf(unroll: number, room: number): Column[] {
  const fits = Math.max(3, room);
  if (unroll <= fits) return Array.from({ length: unroll }, (_, i) => ({ t: i + 1, place: i }));
  const last = Math.floor((fits - 1) / 2);
  const first = fits - 1 - last;
  return [
    ...Array.from({ length: first }, (_, i) => ({ t: i + 1, place: i })),
    { t: null, place: first },
    ...Array.from({ length: last }, (_, i) => ({ t: unroll - last + 1 + i, place: first + 1 + i })),
  ];
}
