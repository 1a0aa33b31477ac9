// How numbers are written: one way for the page and for figures, with a true minus sign and no false digits.

/** A number in at most `digits` significant digits. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const plain = size >= 1e-4 && size < 1e7;
  const text = plain
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(digits - 1).replace(/\.?0+e/, "e");
  return text.replace(/-/g, "−").replace("e+", "e");
}

/** Digits that numbers are written with where fewer tell them apart as well; more than the most, no float64 has. */
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 17;

/** How many significant digits it takes to tell neighbours of some numbers apart. */
export function digitsBetween(values: readonly number[]): number {
  let digits = FEWEST_DIGITS;
  for (let i = 1; i < values.length; i++) {
    const apart = Math.abs(values[i] - values[i - 1]);
    const size = Math.max(Math.abs(values[i]), Math.abs(values[i - 1]));
    if (apart > 0) digits = Math.max(digits, Math.ceil(Math.log10(size / apart)) + 1);
  }
  return Math.min(MOST_DIGITS, digits);
}

/** A value of an axis: numbers as above, names of choices as they are. */
export function formatValue(value: number | string): string {
  return typeof value === "number" ? formatNumber(value) : value;
}

/** A whole number as an exponent: ⁻¹². */
export function raised(power: number): string {
  return String(power).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
}

/** A whole number with thin spaces between thousands. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A duration in the unit that fits it. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "unknown";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A share of a whole in percent; 0 % and 100 % only where it is exactly that. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  if (share < 0.001) return "< 0.1 %";
  if (share > 0.999) return "> 99.9 %";
  return `${Number((share * 100).toPrecision(share < 0.1 ? 2 : 3))} %`;
}

/** An amount of bytes in the unit that fits it. */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${Number(size.toPrecision(3))}\u00a0${units[unit]}`;
}
