// How far a float32 number can be trusted: two correct programs differ in the last bits, and in a chaotic network they part.

/** Relative rounding error of a float32: half a unit in the last place. */
export const ROUNDING = 2 ** -24;

/** What rounding has grown to where two programs are said to have parted. */
const PARTED = 0.1;

/** A network whose λT is above this is beyond the horizon: rounding has grown to a tenth. */
export const HORIZON = Math.log(PARTED / ROUNDING);

/** Whether a network unrolled T times lies beyond the chaos horizon: T > ln(0.1 / 2^-24) / λ. */
export function beyondHorizon(lyapunov: number, unroll: number): boolean {
  return lyapunov * unroll > HORIZON;
}
