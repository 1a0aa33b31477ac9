// What a check found, in the page's words.

import { FEWEST_NETWORKS } from "../../lab/verify/distribution.ts";
import type { ComparedPoint, VerifyReport } from "../../lab/verify/report.ts";
import { metrics } from "../../model/metrics/index.ts";
import { formatCount, formatNumber } from "../../store/figure/format.ts";
import { metricText } from "../../store/figure/metricText.ts";
import { type ShownAxis, valueText } from "../../store/figure/shownAxis.ts";

/** The verdict, and what it rests on. */
export function checkText(report: VerifyReport): string {
  const { verdict, checked, inside, beyond, missing, disagreeing } = report;
  if (checked === 0) return "Nothing was checked: none of the networks that were drawn has results yet.";
  const compared = report.metrics.reduce((sum, metric) => sum + metric.compared, 0);
  const said = {
    agrees: "The map agrees with the reference.",
    disagrees: "The map disagrees with the reference.",
    unchecked: "The sample could not be compared.",
  }[verdict];
  const singly =
    inside === 0
      ? "No network of the sample lies inside the chaos horizon."
      : `${formatCount(inside)} ${inside === 1 ? "network" : "networks"} inside the chaos horizon: ${
          disagreeing === 0
            ? `all ${formatCount(compared)} numbers are within their bounds.`
            : `${formatCount(disagreeing)} of ${formatCount(compared)} numbers are not within their bounds.`
        }`;
  const later = missing === 0 ? "" : ` ${formatCount(missing)} more were drawn that are not computed yet.`;
  return `${said} ${singly}${beyondText(beyond, report)}${later}`;
}

function beyondText(beyond: number, report: VerifyReport): string {
  if (beyond === 0) return "";
  const start = ` ${formatCount(beyond)} beyond it`;
  if (beyond < FEWEST_NETWORKS) return `${start}: too few to compare their distribution.`;
  const apart = report.metrics.filter(({ distribution }) => distribution?.agrees === false);
  return apart.length === 0
    ? `${start}: distributed alike in every metric.`
    : `${start}: distributed differently in ${apart.map(({ metric }) => metrics[metric].label).join(", ")}.`;
}

/** A number that disagrees. */
export function disagreementText(
  { metric, actual, expected, indices }: ComparedPoint,
  axes: readonly ShownAxis[],
): string {
  const place = axes.flatMap(({ title, all, unit }, d) =>
    d === axes.length - 1 && all.length === 1
      ? []
      : [`${title} ${valueText(all, indices[d])} ${unit}`.trim()],
  );
  const text = (value: number) =>
    metric === "outcome" ? metricText(metric, value).text : formatNumber(value, 7);
  return `${place.join(", ")}: ${metrics[metric].label} ${text(actual)}, the reference says ${text(expected)}`;
}
