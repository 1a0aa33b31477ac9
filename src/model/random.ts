// Seeded random streams: one per (seed, replicate, matrix), so that a draw never depends on the sweep's axes.

import { randomNormal } from "d3-random";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** Numbers drawn one after another from one stream. */
export interface RandomStream {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * The stream of one matrix of one replicate.
 * @param seed the sweep's seed, an integer 0 … 2^53 − 1
 * @param replicate which independent draw, from 0
 * @param name what is drawn, e.g. `weight_hh`
 */
export function randomStream(seed: number, replicate: number, name: string): RandomStream {
  const generator = xoroshiro128plusFromState(stateFrom(seed, replicate, name));
  const uniform = () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  };
  return { uniform, normal: randomNormal.source(uniform)(0, 1) };
}

/** Four well-mixed 32-bit words: close seeds, replicates or names must not give related streams. */
function stateFrom(seed: number, replicate: number, name: string): number[] {
  let hash = 0x9e3779b9;
  const mix = (word: number) => {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  };
  const words = [seed % 2 ** 32, Math.floor(seed / 2 ** 32), replicate];
  for (let i = 0; i < name.length; i++) words.push(name.charCodeAt(i));
  return [1, 2, 3, 4].map((salt) => {
    mix(salt);
    for (const word of words) mix(word);
    return hash | 0;
  });
}
