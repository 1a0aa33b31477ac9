// Which days of price series are asked for, and how prices become numbers between 0 and 1. The days are the same for every
// T, so that one data set serves all networks; what differs is how far each looks back.

/** A series in time: `training` days, then the days of the test; prices are scaled by the range of the former alone. */
export interface SplitSeries {
  readonly training: number;
  readonly days: number;
  readonly low: number;
  readonly range: number;
}

/** The day that a sequence has to predict. */
export interface Target {
  readonly series: number;
  /** Its place in the series, from 0; that many days come before. */
  readonly day: number;
}

/** Splits by time: a test on days that lie between those of training would ask for what was already seen. */
export function split(prices: readonly number[], testShare: number): SplitSeries {
  const days = prices.length;
  const training = Math.max(2, days - Math.round(testShare * days));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let day = 0; day < training; day++) {
    low = Math.min(low, prices[day]);
    high = Math.max(high, prices[day]);
  }
  return { training, days, low, range: high - low };
}

/** A price as a number: 0 is the lowest and 1 the highest of the training days, and later ones may leave that range. */
export function scaled(price: number, { low, range }: SplitSeries): number {
  // A range of 0 is refused as input; an axis over the test's share may still cut training down to equal prices.
  return (price - low) / (range > 0 ? range : 1);
}

/** Up to `count` days to learn from, shared out between the series; the first day of all has nothing before it. */
export function trainingTargets(series: readonly SplitSeries[], count: number): Target[] {
  return sharedOut(
    series.map(({ training }) => ({ first: 1, end: training })),
    count,
  );
}

/** Up to `count` days of the test. */
export function testTargets(series: readonly SplitSeries[], count: number): Target[] {
  return sharedOut(
    series.map(({ training, days }) => ({ first: training, end: days })),
    count,
  );
}

/** Days from each stretch, as many from each as it has and the others leave, evenly spread and its last one among them. */
function sharedOut(stretches: readonly { first: number; end: number }[], count: number): Target[] {
  const shares = stretches.map(() => 0);
  const room = (s: number) => stretches[s].end - stretches[s].first - shares[s];
  let left = count;
  while (left > 0 && shares.some((_, s) => room(s) > 0)) {
    for (let s = 0; s < shares.length && left > 0; s++) {
      if (room(s) <= 0) continue;
      shares[s]++;
      left--;
    }
  }
  return stretches.flatMap(({ first, end }, series) =>
    Array.from({ length: shares[series] }, (_, i) => ({
      series,
      day: first + Math.floor(((i + 1) * (end - first)) / shares[series]) - 1,
    })),
  );
}
