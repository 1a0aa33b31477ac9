// Random inputs of any length that nobody has to store: a hash of the sequence's own word and the step. It is made of
// 32-bit integer operations only, so that TypeScript and WGSL give the very same numbers.

import type { RandomStream } from "../random.ts";

/** A sequence's word as two halves of 16 bits: whole it would not survive a float32. */
export function drawWord(stream: RandomStream): [high: number, low: number] {
  return [drawInteger(stream, 16), drawInteger(stream, 16)];
}

/** A uniform integer of so many bits. */
export function drawInteger(stream: RandomStream, bits: number): number {
  return Math.floor(stream.uniform() * 2 ** bits);
}

/** 32 random bits that belong to one step of one sequence. */
export function hashAt(high: number, low: number, count: number): number {
  // The count is mixed by itself first: added to the word, it would make one sequence a shifted copy of another.
  return mix(((high << 16) | low) ^ mix(count + 0x9e3779b9));
}

/** Every bit of the result depends on every bit of the word; a bijection, so that no words fall together. */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
