// Shares of a sum whose parts may cancel: in percent, with a sign, and with no more digits than mean something.

import { formatNumber } from "../../../store/figure/format.ts";

/** A share, that may be negative or above 1. */
export function percentText(share: number): string {
  if (Number.isNaN(share)) return "–";
  const percent = share * 100;
  if (percent !== 0 && Math.abs(percent) < 0.1) return percent < 0 ? "> −0.1 %" : "< 0.1 %";
  return `${formatNumber(Number(percent.toFixed(Math.abs(percent) < 10 ? 1 : 0)), 6)} %`;
}
