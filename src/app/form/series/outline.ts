// Price series as lines of a small drawing: per column of pixels from the lowest to the highest price, so that a hundred
// thousand prices are drawn as quickly as a hundred, and no peak is lost.

/** The path of one series over the whole box, its lowest price at the bottom and its highest at the top. */
export function outlineOf(prices: readonly number[], width: number, height: number): string {
  const columns = Math.max(1, Math.min(prices.length, Math.floor(width)));
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const bands = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * prices.length) / columns);
    const to = Math.floor(((column + 1) * prices.length) / columns);
    let [least, most] = [prices[from], prices[from]];
    for (let day = from; day < to; day++) {
      least = Math.min(least, prices[day]);
      most = Math.max(most, prices[day]);
    }
    low = Math.min(low, least);
    high = Math.max(high, most);
    return { least, most };
  });
  const y = (price: number) => (height * (1 - (high > low ? (price - low) / (high - low) : 0.5))).toFixed(1);
  const points = bands.flatMap(({ least, most }, column) => {
    const x = ((column / Math.max(1, columns - 1)) * width).toFixed(1);
    return least === most ? [`${x} ${y(most)}`] : [`${x} ${y(most)}`, `${x} ${y(least)}`];
  });
  return `M${points.join("L")}`;
}
