// The order in which engines that take many networks at once take them: by unroll length, so that neighbours end together.

/** Places in order of their unroll length, equal ones in their own order: a counting sort, for tiles are large. */
export function orderByUnroll(unroll: Float64Array): Uint32Array {
  const longest = unroll.reduce((a, b) => Math.max(a, b), 0);
  const next = new Uint32Array(longest + 2);
  for (const length of unroll) next[length + 1]++;
  for (let length = 0; length <= longest; length++) next[length + 1] += next[length];
  const order = new Uint32Array(unroll.length);
  for (const [place, length] of unroll.entries()) order[next[length]++] = place;
  return order;
}
