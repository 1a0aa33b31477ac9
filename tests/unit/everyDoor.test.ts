// Whatever comes in by any door (specs, permalinks, CSV files, zips, Zarr folders), damaged at random from fixed seeds: nothing
// hangs, fills the memory or reaches a prototype, and whatever is refused is refused with words.

import { expect, it } from "vitest";
import { bytesSource } from "../../src/store/byteSource.ts";
import type { Bytes } from "../../src/store/folder.ts";
import { recognise } from "../../src/store/import.ts";
import { MemoryFolder } from "../../src/store/memoryFolder.ts";
import { openZarr, readZarr } from "../../src/store/zarr/open.ts";
import { openZip } from "../../src/store/zip/open.ts";
import { DamagedEntry } from "../../src/store/zip/readEntry.ts";
import { writeZip } from "../../src/store/zip/write.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { readCsv } from "../../src/sweep/csv/table.ts";
import { mistakeText, type Parsed } from "../../src/sweep/mistakes.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { sound } from "./draw.ts";
import { drawing } from "./drawing.ts";
import { boxesOf, filesOf, filled, sweeps } from "./zarrSweeps.ts";

/** By hand: VANISHING_POINT_FUZZ=100000 npx vitest run --project unit everyDoor */
const TRIES = Number(process.env.VANISHING_POINT_FUZZ ?? 2500);
/** What one damaged thing may take at most, and all of them may add to the memory. */
const LONGEST_MS = 2000;
const MOST_BYTES = 512 * 2 ** 20;

const TEXTS = [
  "__proto__",
  "constructor",
  "1e999",
  "-1",
  "null",
  "[[[[",
  "}",
  '"',
  ",",
  "\u0000",
  "9".repeat(400),
];

/** One to four changes: a bit, a byte, a word that means something somewhere, a part cut out or doubled. */
function damaged(bytes: Bytes, draw: (n: number) => number): Bytes {
  let copy: Bytes = bytes.slice();
  for (let change = draw(4); change >= 0 && copy.length > 0; change--) {
    const at = draw(copy.length);
    const [head, tail] = [copy.subarray(0, at), copy.subarray(at)];
    const length = 1 + draw(60);
    const word = new TextEncoder().encode(TEXTS[draw(TEXTS.length)]);
    const parts = [
      [head, Uint8Array.of(tail[0] ^ (1 << draw(8))), tail.subarray(1)],
      [head, Uint8Array.of(draw(256)), tail.subarray(1)],
      [head, word, tail.subarray(draw(2) * word.length)],
      [head, tail.subarray(length)],
      [head, tail.subarray(0, length), tail],
      [head],
    ][draw(draw(6) === 0 ? 6 : 5)];
    copy = new Uint8Array(Buffer.concat(parts));
  }
  return copy;
}

/** What a door made of something: taken, or refused with every mistake. */
type Answer = "taken" | "refused";

function answerOf(parsed: Parsed<unknown>): Answer {
  if (parsed.ok) return "taken";
  expect(parsed.mistakes.length).toBeGreaterThan(0);
  for (const mistake of parsed.mistakes) expect(mistakeText(mistake)).toMatch(/: given .+; allowed: .+/s);
  return "refused";
}

const text = (bytes: Bytes) => new TextDecoder().decode(bytes);
const layout = sweeps["four dimensions"];
const files = await filesOf((await filled(layout)).folder);
const spec = sound({
  name: "any door",
  replicates: 2,
  axes: [
    { param: "init.recurrent.gain", from: 0, to: 2, count: 9, scale: "linear" },
    { param: "model.cell", values: ["rnn", "lstm"] },
  ],
});

interface Door {
  readonly sound: () => Bytes | Promise<Bytes>;
  readonly enter: (bytes: Bytes, draw: (n: number) => number) => Promise<Answer>;
}

const encoded = (written: string) => new TextEncoder().encode(written) as Bytes;

const doors: Readonly<Record<string, Door>> = {
  spec: {
    sound: () => encoded(JSON.stringify(spec)),
    async enter(bytes) {
      const kind = await recognise(bytesSource(bytes));
      if (!kind.ok) return answerOf(kind);
      try {
        return answerOf(parseSpec(JSON.parse(text(bytes))));
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
        return "refused";
      }
    },
  },
  permalink: {
    sound: () => encoded(formatAddress({ spec, view: { metric: "loss", slice: [1] } })),
    enter: async (bytes) => answerOf(parseAddress(text(bytes))),
  },
  csv: {
    sound: () =>
      encoded(`Date,Close\n${Array.from({ length: 60 }, (_, i) => `2024-01-${i},${i * 1.5}`).join("\n")}`),
    async enter(bytes) {
      const kind = await recognise(bytesSource(bytes));
      return kind.ok ? answerOf(readCsv(text(bytes))) : answerOf(kind);
    },
  },
  zip: {
    async sound() {
      const parts: Bytes[] = [];
      const entries = [...files].map(([path, bytes]) => ({ path, deflate: true, bytes: async () => bytes }));
      await writeZip(entries, (part) => void parts.push(part.slice()));
      return new Uint8Array(Buffer.concat(parts));
    },
    async enter(bytes) {
      const folder = await openZip(bytesSource(bytes));
      if (!folder.ok) return answerOf(folder);
      try {
        const results = await readZarr(folder.value);
        if (!results.ok) return answerOf(results);
        for (const box of boxesOf(layout)) await results.value.readTile(box);
        return "taken";
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedEntry);
        return "refused";
      }
    },
  },
  folder: {
    sound: () => encoded(""),
    async enter(_, draw) {
      const all = [...files];
      for (let n = draw(3); n >= 0; n--) {
        const at = draw(all.length);
        all[at] = [all[at][0], damaged(all[at][1], draw)];
      }
      if (draw(5) === 0) all.splice(draw(all.length), 1);
      const store = await openZarr(new MemoryFolder(all));
      if (!store.ok) return answerOf(store);
      const survey = await store.value.survey(boxesOf(layout));
      for (const { path, problem } of survey.damaged) expect(`${path} ${problem}`.length).toBeGreaterThan(5);
      return survey.damaged.length + survey.missing.length > 0 ? "refused" : "taken";
    },
  },
};

it.each(Object.entries(doors))(
  "by the door of a %s nothing damaged does harm",
  async (name, door) => {
    const keys = Object.getOwnPropertyNames(Object.prototype).toSorted();
    const sound = await door.sound();
    // Control: what is sound is taken, so that refusing is not all it does.
    if (name !== "folder") expect(await door.enter(sound, () => 0)).toBe("taken");
    const before = process.memoryUsage().rss;
    const draw = drawing(20261125);
    const answers = { taken: 0, refused: 0 };
    let slowest = 0;
    for (let n = 0; n < TRIES / Object.keys(doors).length; n++) {
      const bytes = name === "folder" ? sound : damaged(sound, draw);
      // The processor's time: on a busy machine a clock also counts the time that a test stood waiting.
      const start = process.cpuUsage();
      answers[await door.enter(bytes, draw)]++;
      const { user, system } = process.cpuUsage(start);
      slowest = Math.max(slowest, (user + system) / 1000);
    }
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(keys);
    expect(slowest).toBeLessThan(LONGEST_MS);
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_BYTES);
    expect(answers.refused).toBeGreaterThan(10);
    console.log(
      `${name}: ${answers.refused} refused, ${answers.taken} taken, slowest ${slowest.toFixed(0)} ms`,
    );
  },
  60_000 + TRIES * 20,
);
