// What counts as a swipe: far enough, level enough, quick enough.

const FAR = 50;
const LEVEL = 1.8;
const QUICK_MS = 700;

/** Whether a finger's way (CSS pixels right and down, in so many milliseconds) is a swipe to the left or to the right. */
export function isSwipe(x: number, y: number, ms: number): boolean {
  return Math.abs(x) >= FAR && Math.abs(x) >= LEVEL * Math.abs(y) && ms <= QUICK_MS;
}
