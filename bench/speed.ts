// Draws a report of the bench, networks per second against the number of networks on each engine, as an SVG for the README.
// npm run --silent cli -- bench --json > REPORT.json && npx tsx bench/speed.ts REPORT.json PICTURE.svg

import { readFileSync, writeFileSync } from "node:fs";
import { scaleLog } from "d3-scale";
import { readReport, type SpeedSeries } from "../src/lab/bench/report.ts";

/** Of the whole picture where there is one chart, and of each where there are several. */
const ALONE = 640;
const BESIDE = 340;
const HEIGHT = 300;
const LEFT = 62;
const RIGHT = 12;
const TOP = 34;
const BOTTOM = 48;
/** Each engine has a mark and a dash of its own besides its colour. */
const styles: Readonly<Record<string, { colour: string; dash: string; round: boolean }>> = {
  reference: { colour: "#5d576b", dash: "2 3", round: true },
  "cpu-1": { colour: "#b35806", dash: "6 3", round: false },
  "cpu-all": { colour: "#7f3b08", dash: "", round: false },
  webgpu: { colour: "#542788", dash: "", round: true },
};

/** One chart: a case's curves, an engine each. */
function chartOf(
  series: readonly SpeedSeries[],
  left: number,
  width: number,
  labels: ReadonlyMap<string, string>,
): string {
  const points = series.flatMap((one) => one.points);
  const most = Math.max(...points.map(({ networks }) => networks));
  const speeds = points.map(({ networksPerSecond }) => networksPerSecond);
  const x = scaleLog([1, most], [left + LEFT, left + width - RIGHT]);
  const low = 10 ** Math.floor(Math.log10(Math.min(...speeds)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...speeds)));
  const y = scaleLog([low, high], [HEIGHT - BOTTOM, TOP]);
  const curves = series.map(({ engine, points: own }) => {
    const { colour, dash, round } = styles[engine];
    const at = own.map((p) => [x(p.networks), y(p.networksPerSecond)] as const);
    const marks = at.map(([px, py]) =>
      round
        ? `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3.5" fill="${colour}"/>`
        : `<rect x="${(px - 3).toFixed(1)}" y="${(py - 3).toFixed(1)}" width="6" height="6" fill="${colour}"/>`,
    );
    const line = at.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ");
    const title = `<title>${labels.get(engine)}</title>`;
    return `<g>${title}<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${marks.join("")}</g>`;
  });
  const decades = (from: number, to: number) =>
    Array.from({ length: Math.floor(Math.log10(to / from) + 1e-9) + 1 }, (_, n) => from * 10 ** n);
  const xTicks = decades(1, most).map(
    (n) =>
      `<text x="${x(n)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#1e1a29">${n.toLocaleString("en")}</text>`,
  );
  const yTicks = decades(low, high).map(
    (v) =>
      `<text x="${left + LEFT - 6}" y="${y(v) + 4}" text-anchor="end" fill="#1e1a29">${v.toLocaleString("en", { notation: "compact" })}</text>` +
      `<line x1="${left + LEFT}" x2="${left + width - RIGHT}" y1="${y(v)}" y2="${y(v)}" stroke="#ece8f1"/>`,
  );
  const { mode, cell, hidden } = series[0];
  return `${yTicks.join("")}<rect x="${left + LEFT}" y="${TOP}" width="${width - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}" fill="none" stroke="#dcd7e3"/>
${curves.join("\n")}${xTicks.join("")}
<text x="${left + LEFT}" y="${TOP - 12}" fill="#1e1a29" font-weight="600">${mode}, ${cell}, H = ${hidden}</text>
<text x="${left + (LEFT + width - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle" fill="#1e1a29">networks at once</text>`;
}

function pictureOf(path: string): string {
  const read = readReport(readFileSync(path, "utf8"));
  if (!read.ok) throw new RangeError(`${path} is no report of the bench: ${JSON.stringify(read.mistakes)}`);
  const { series, engines } = read.value;
  const labels = new Map(engines.map(({ id, label }) => [id, label]));
  const caseOf = ({ mode, cell, hidden }: SpeedSeries) => `${mode} ${cell} ${hidden}`;
  const cases = [...new Set(series.map(caseOf))];
  const each = cases.length > 1 ? BESIDE : ALONE;
  const charts = cases.map((name, n) =>
    chartOf(
      series.filter((one) => caseOf(one) === name),
      n * each,
      each,
      labels,
    ),
  );
  const shown = [...new Set(series.map(({ engine }) => engine))];
  const width = Math.max(1, charts.length) * each;
  const key = shown.map((engine, n) => {
    const at = LEFT + n * 130;
    const { colour, dash } = styles[engine];
    return `<line x1="${at}" x2="${at + 26}" y1="${HEIGHT + 14}" y2="${HEIGHT + 14}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/><text x="${at + 32}" y="${HEIGHT + 18}" fill="${colour}" font-weight="600">${labels.get(engine)}</text>`;
  });
  const title = "Networks per second by number of networks, on each engine; both axes logarithmic";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT + 30}" viewBox="0 0 ${width} ${HEIGHT + 30}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${title}">
<rect width="${width}" height="${HEIGHT + 30}" fill="#ffffff"/>
<text transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" fill="#1e1a29">networks per second</text>
${charts.join("\n")}
${key.join("\n")}
</svg>
`;
}

const [report, picture] = process.argv.slice(2);
if (report === undefined || picture === undefined) {
  throw new RangeError("given too little; allowed: npx tsx bench/speed.ts REPORT.json PICTURE.svg");
}
writeFileSync(picture, pictureOf(report));
