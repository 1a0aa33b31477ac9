// The price series that ships with the lab, for whoever has none at hand: two years of an invented share, made by this
// file. It is a geometric random walk with a season, from a fixed seed, in sums and products alone, so that every machine
// makes the same prices to the cent.

import { randomStream } from "../random.ts";

const DAYS = 500;
const FIRST_PRICE = 100;
/** Growth and standard deviation of a day, as shares of the price. */
const DRIFT = 0.0004;
const VOLATILITY = 0.012;
/** Days of a season, and how far it lifts and lowers the price. */
const SEASON_DAYS = 125;
const SEASON = 0.08;
/** The sum of four uniform numbers has this variance. */
const SHOCK_DEVIATION = Math.sqrt(1 / 3);

/** Closing prices, in order. */
export const sampleSeries: readonly number[] = madePrices();

function madePrices(): number[] {
  const stream = randomStream(1, 0, "sample series");
  let level = FIRST_PRICE;
  return Array.from({ length: DAYS }, (_, day) => {
    const shock = stream.uniform() + stream.uniform() + stream.uniform() + stream.uniform() - 2;
    level *= 1 + DRIFT + (VOLATILITY / SHOCK_DEVIATION) * shock;
    return Math.round(level * (1 + SEASON * wave(day / SEASON_DAYS)) * 100) / 100;
  });
}

/** A wave between −1 and 1 of two parabolas: a sine's last digits differ between machines. */
function wave(turns: number): number {
  const phase = turns % 1;
  return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase);
}
