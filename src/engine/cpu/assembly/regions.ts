// The module's memory: regions one behind another, all given back at once when the networks change.

const PAGE: usize = 65536;
let end: usize = 0;

/** Gives back every region. */
export function release(): void {
  end = (__heap_base + 63) & ~63;
}

/** @returns the address of a new region, a multiple of 64, or 0 where the memory cannot grow so far */
export function allocate(bytes: usize): usize {
  const start = end;
  const next = <u64>start + <u64>bytes + 63;
  // The last page stays free, so that an address just behind a region never wraps around.
  if (next > 0xffff0000) return 0;
  const after = <usize>next & ~63;
  const missing = <i32>((after + PAGE - 1) / PAGE) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) return 0;
  end = after;
  return start;
}
