// Numbers that look drawn, for tests that throw damaged things about: the same on every run.

/** Numbers from 0 to below n, the same on every run (xorshift). */
export function drawing(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}
