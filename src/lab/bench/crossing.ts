// Where one engine overtakes another as networks grow in number: the interesting point of the chart, in words.

import { caseName } from "./cases.ts";
import { labelOf } from "./columns.ts";
import { countText, measureText } from "./numbers.ts";
import type { BenchReport, SpeedSeries } from "./report.ts";

/** How `fast` stands to `slow` over the sizes that both have. */
export type Crossing =
  /** From about so many networks on it is faster, to the end of the sizes. */
  | { readonly kind: "overtakes"; readonly networks: number }
  | { readonly kind: "always" | "never"; readonly upTo: number }
  /** There is no size that both have. */
  | { readonly kind: "unknown" };

/** The last place at which `one` goes past `other`, between two sizes on a straight line of the log-log chart. */
export function crossingOf(one: SpeedSeries, other: SpeedSeries): Crossing {
  const shared = one.points.flatMap((point) => {
    const twin = other.points.find(({ networks }) => networks === point.networks);
    return twin === undefined
      ? []
      : [{ networks: point.networks, lead: Math.log(point.networksPerSecond / twin.networksPerSecond) }];
  });
  const last = shared.at(-1);
  if (last === undefined) return { kind: "unknown" };
  if (last.lead <= 0) return { kind: "never", upTo: last.networks };
  const behind = shared.findLastIndex(({ lead }) => lead <= 0);
  if (behind < 0) return { kind: "always", upTo: last.networks };
  const [before, after] = [shared[behind], shared[behind + 1]];
  const share = before.lead / (before.lead - after.lead);
  const networks = before.networks * (after.networks / before.networks) ** share;
  return { kind: "overtakes", networks };
}

/** For every followed case: webgpu against each CPU engine, a sentence each. */
export function crossingTexts({ series, engines }: BenchReport): string[] {
  return series
    .filter(({ engine }) => engine === "webgpu")
    .flatMap((gpu) =>
      series
        .filter((other) => other.engine.startsWith("cpu") && caseName(other) === caseName(gpu))
        .map((cpu) => `${caseName(gpu)}: ${sentence(crossingOf(gpu, cpu), labelOf(engines, cpu.engine))}.`),
    );
}

function sentence(crossing: Crossing, cpu: string): string {
  switch (crossing.kind) {
    case "overtakes":
      return `webgpu overtakes ${cpu} at about ${measureText(Number(crossing.networks.toPrecision(2)))} networks`;
    case "always":
      return `webgpu is faster than ${cpu} at every size up to ${countText(crossing.upTo)} networks`;
    case "never":
      return `webgpu is slower than ${cpu}, also at ${countText(crossing.upTo)} networks, the largest size that both were timed at`;
    case "unknown":
      return `webgpu and ${cpu} have no size in common`;
  }
}
