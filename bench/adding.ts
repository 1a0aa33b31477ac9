// Draws what a run of adding.json found: how far back each cell has learnt to add, as an SVG for the README.
// npm run --silent cli -- run bench/adding.json --out OUT && npx tsx bench/adding.ts OUT PICTURE.svg

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scaleLog } from "d3-scale";

/** The loss of a network that always answers 1, whatever it sees: the variance of the sum of two uniform numbers. */
const CONSTANT_ANSWER = 1 / 6;
const WIDTH = 640;
const HEIGHT = 340;
const LEFT = 80;
const RIGHT = 150;
const TOP = 20;
const BOTTOM = 56;
const colours = ["#a34a00", "#542788"];

interface Axis {
  readonly param: string;
  readonly values: readonly (string | number)[];
}

/** The numbers of a float64 `.npy` file, in order. */
function npyNumbers(path: string): Float64Array {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  return Float64Array.from({ length: (bytes.length - start) / 8 }, (_, i) =>
    bytes.readDoubleLE(start + 8 * i),
  );
}

function pictureOf(folder: string): string {
  const { axes } = JSON.parse(readFileSync(join(folder, "run.json"), "utf8")) as { axes: readonly Axis[] };
  const spec = JSON.parse(readFileSync(join(folder, "spec.json"), "utf8"));
  const [{ values: cells }, { values: unrolls }] = axes;
  const losses = npyNumbers(join(folder, "testLoss.npy"));
  const at = (c: number, t: number) => losses[c * unrolls.length + t];
  const x = scaleLog([Number(unrolls[0]), Number(unrolls[unrolls.length - 1])], [LEFT, WIDTH - RIGHT]);
  const y = scaleLog([0.0001, 1], [HEIGHT - BOTTOM, TOP]);
  const line = (value: number, text: string, dash: string) =>
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#5d576b" stroke-dasharray="${dash}"/>` +
    `<text x="${WIDTH - RIGHT + 8}" y="${y(value) + 4}" fill="#5d576b">${text}</text>`;
  const curves = cells.map((cell, c) => {
    const points = unrolls.map((T, t) => `${x(Number(T)).toFixed(1)},${y(at(c, t)).toFixed(1)}`);
    const marks = points.map((point) => {
      const [px, py] = point.split(",");
      return c === 0
        ? `<rect x="${Number(px) - 4}" y="${Number(py) - 4}" width="8" height="8" fill="${colours[c]}"/>`
        : `<circle cx="${px}" cy="${py}" r="4.5" fill="${colours[c]}"/>`;
    });
    const label = `<text x="${LEFT + 10}" y="${y(at(c, 0)) - 10}" fill="${colours[c]}" font-weight="600">${cell}</text>`;
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${colours[c]}" stroke-width="2"/>${marks.join("")}${label}`;
  });
  const ticks = [
    ...unrolls.map(
      (T) =>
        `<text x="${x(Number(T))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#1e1a29">${T}</text>`,
    ),
    ...[0.0001, 0.001, 0.01, 0.1, 1].map(
      (loss) => `<text x="${LEFT - 8}" y="${y(loss) + 4}" text-anchor="end" fill="#1e1a29">${loss}</text>`,
    ),
  ];
  const title = `Loss on unseen sequences of the adding problem after ${spec.training.steps} updates, by unroll length`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${title}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<rect x="${LEFT}" y="${TOP}" width="${WIDTH - RIGHT - LEFT}" height="${HEIGHT - BOTTOM - TOP}" fill="none" stroke="#dcd7e3"/>
${line(CONSTANT_ANSWER, "always answering 1", "6 4")}
${line(spec.training.targetLoss, "target", "2 3")}
${curves.join("\n")}
${ticks.join("\n")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle" fill="#1e1a29">unroll length T, steps</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle" fill="#1e1a29">test loss, squared target units</text>
</svg>
`;
}

const [folder, picture] = process.argv.slice(2);
if (folder === undefined || picture === undefined) {
  throw new RangeError("given too little; allowed: npx tsx bench/adding.ts FOLDER_OF_THE_RUN PICTURE.svg");
}
writeFileSync(picture, pictureOf(folder));
