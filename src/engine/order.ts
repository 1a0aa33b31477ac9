// The order in which engines that take many networks at once take them: by unroll length, so that neighbours end together.

/** Places in order of their unroll length, equal ones in their own order: a counting sort, for tiles are large. */
export function orderByUnroll(unroll: Float64Array): Uint32Array {
  const count = unroll.length;
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0];
  // Plain loops: an iterator over the entries of a tile costs as much as a small network.
  for (let place = 0; place < count; place++) {
    shortest = Math.min(shortest, unroll[place]);
    longest = Math.max(longest, unroll[place]);
  }
  const order = new Uint32Array(count);
  if (shortest === longest) {
    for (let place = 0; place < count; place++) order[place] = place;
    return order;
  }
  const next = new Uint32Array(longest + 2);
  for (let place = 0; place < count; place++) next[unroll[place] + 1]++;
  for (let length = 0; length <= longest; length++) next[length + 1] += next[length];
  for (let place = 0; place < count; place++) order[next[unroll[place]]++] = place;
  return order;
}
