// Two outcomes as one number, so that a panel that compares two others is drawn like any other.

/** Outcomes run from −1 (running) to 4. */
const OUTCOMES = 6;

/** Two outcomes as one number. */
export function pairOf(a: number, b: number): number {
  return (a + 1) * OUTCOMES + (b + 1);
}

/** The two outcomes of such a number. */
export function outcomesOf(pair: number): [a: number, b: number] {
  return [Math.floor(pair / OUTCOMES) - 1, (pair % OUTCOMES) - 1];
}
