// Results as CSV: one row per network, numbers that read back as they were and are no longer than they must be.

import { describe, expect, it } from "vitest";
import type { MetricName } from "../../src/model/metrics/index.ts";
import { type CsvChoice, csvParts } from "../../src/store/csv.ts";
import { numberText } from "../../src/store/numberText.ts";
import { readCsv } from "../../src/sweep/csv/table.ts";
import { signedUniform } from "./draw.ts";
import { GridResults, placesIn, placeValue } from "./gridResults.ts";

const axes = [
  { param: "model.cell", values: ["rnn", "lstm"] },
  { param: "init.recurrent.gain", from: 0, to: 1, count: 11 },
];

async function textOf(results: GridResults, metrics: readonly MetricName[], choice?: Partial<CsvChoice>) {
  let text = "";
  for await (const part of csvParts(results, metrics, { precision: "float32", ...choice })) text += part;
  return text;
}

/** The cells of a text without quotes. */
const rowsOf = (text: string) => {
  expect(text.endsWith("\r\n")).toBe(true);
  return text
    .slice(0, -2)
    .split("\r\n")
    .map((row) => row.split(","));
};

describe("results as CSV", () => {
  it("have a header and a row per network: positions first, then the metrics, in C order", async () => {
    const results = new GridResults({ name: "=1+1", axes, replicates: 3, metrics: ["loss", "logLoss"] });
    const text = await textOf(results, ["loss", "logLoss"]);
    const [header, ...rows] = rowsOf(text);
    expect(header).toEqual(["model.cell", "init.recurrent.gain", "replicate", "loss", "logLoss"]);
    const places = placesIn({ start: [0, 0, 0], count: [2, 11, 3] });
    expect(rows).toHaveLength(places.length);
    places.forEach((at, n) => {
      const [cell, gain, replicate, loss, logLoss] = rows[n];
      expect(cell).toBe(["rnn", "lstm"][at[0]]);
      expect(Number(gain)).toBe(results.axes[1].values[at[1]]);
      expect(replicate).toBe(String(at[2]));
      expect(Math.fround(Number(loss))).toBe(Math.fround(placeValue("loss", at)));
      expect(logLoss).toBe(loss);
    });
    // What the user named comes out nowhere.
    expect(text).not.toContain("=1+1");
    // Control: rows in another order are other rows.
    expect(rows.toReversed()[0]).not.toEqual(rows[0]);
  });

  it("have no column of replicates where there is one, and one row where there is no axis", async () => {
    const [header] = rowsOf(await textOf(new GridResults({ axes, metrics: ["loss"] }), ["loss"]));
    expect(header).toEqual(["model.cell", "init.recurrent.gain", "loss"]);
    expect(await textOf(new GridResults({ axes: [], metrics: ["loss"] }), ["loss"])).toBe("loss\r\n1\r\n");
  });

  it("tell an outcome by its code and its name, and what is not computed as NaN", async () => {
    const codes = [0, 1, 2, 3, 4, Number.NaN];
    const results = new GridResults(
      { mode: "training", axes: [{ param: "init.bias", from: 0, to: 5, count: 6 }] },
      (metric, [i]) => (metric === "outcome" ? codes[i] : [0.1, Number.NaN, 1 / 0, -1 / 0, -0, 1e-40][i]),
    );
    expect(await textOf(results, ["outcome", "finalLoss"])).toBe(
      [
        "init.bias,outcome,outcomeName,finalLoss",
        "0,0,converged,0.1",
        "1,1,unfinished,NaN",
        "2,2,stalled,inf",
        "3,3,bouncing,-inf",
        "4,4,diverged,-0",
        "5,NaN,,1e-40",
        "",
      ].join("\r\n"),
    );
  });

  it("are a slice where one is selected, read and written alone", async () => {
    const results = new GridResults({ axes, replicates: 3, metrics: ["loss"] });
    const all = rowsOf(await textOf(results, ["loss"]));
    results.boxes.length = 0;
    const selection = { start: [1, 4, 2], count: [1, 3, 1] };
    const rows = rowsOf(await textOf(results, ["loss"], { selection }));
    expect(rows).toEqual([
      all[0],
      ...all.filter(([cell, gain, r]) => cell === "lstm" && r === "2" && +gain > 0.35 && +gain < 0.65),
    ]);
    expect(rows).toHaveLength(4);
    expect(results.boxes).toEqual([selection]);
    for (const wrong of [
      { start: [0, 0], count: [1, 1] },
      { start: [0, 9, 0], count: [1, 3, 1] },
      { start: [-1, 0, 0], count: [1, 1, 1] },
      { start: [0, 0.5, 0], count: [1, 1, 1] },
    ]) {
      await expect(textOf(results, ["loss"], { selection: wrong })).rejects.toThrow(
        /selection: given .*allowed:/,
      );
    }
  });

  it("come in parts of bounded length, also where a row is long", async () => {
    const results = new GridResults({
      axes: [{ param: "init.bias", from: 0, to: 1, count: 10_000 }],
      metrics: ["loss"],
    });
    const lengths: number[] = [];
    for await (const part of csvParts(results, ["loss"], { precision: "float64" })) lengths.push(part.length);
    expect(lengths.length).toBe(4);
    expect(Math.max(...lengths)).toBeLessThan(4096 * 60);
  });

  it("are a table to the lab's own reader of CSV files", async () => {
    const results = new GridResults({ axes, metrics: ["loss"] });
    const table = readCsv(await textOf(results, ["loss"]));
    expect(table.ok && table.value.names).toEqual(["model.cell", "init.recurrent.gain", "loss"]);
    expect(table.ok && table.value.rows.length).toBe(22);
  });
});

describe("the text of a number", () => {
  /** The slow way: digit by digit until it reads back. */
  const plain = (value: number) => {
    for (let digits = 1; ; digits++) {
      const text = value.toPrecision(digits);
      if (Math.fround(Number(text)) === value) return String(Number(text));
    }
  };

  it("is a float32's shortest, whatever its bits", () => {
    const [bits, draw] = [new Uint32Array(20_000), signedUniform(1)];
    bits.forEach((_, i) => {
      bits[i] = (draw() + 1) * 2 ** 31;
    });
    const values = [...new Float32Array(bits.buffer)];
    for (let exponent = -149; exponent < 128; exponent++) values.push(2 ** exponent);
    // Those that are met every day, and the range of the quick way at both its ends.
    for (let n = -1000; n < 1000; n++) {
      for (const unit of [1e-8, 1e-6, 1e-3, 0.01, 1, 1000, 1e12]) values.push(Math.fround(n * unit));
    }
    const usual = values.filter((value) => Number.isFinite(value) && value !== 0);
    /** Of two texts of one length both are shortest: which is nearer makes no difference to the number. */
    const wrong = (write: (value: number) => string) =>
      usual.filter((value) => {
        const text = write(value);
        return Math.fround(Number(text)) !== value || text.length > plain(value).length;
      });
    expect(wrong((value) => numberText(value, "float32"))).toEqual([]);
    expect(usual.length).toBeGreaterThan(30_000);
    // Control: six digits are too few, and those of a float64 too many.
    expect(wrong((value) => String(Number(value.toPrecision(6)))).length).toBeGreaterThan(10_000);
    expect(wrong(String).length).toBeGreaterThan(10_000);
  });

  it.each<[number, string, string]>([
    [0.1, "0.1", "0.1"],
    [1 / 3, "0.33333334", "0.3333333333333333"],
    [16_777_216, "16777216", "16777216"],
    [1e-45, "1e-45", "1e-45"],
    [3.4e38, "3.4e+38", "3.4e+38"],
    [1e39, "inf", "1e+39"],
    [-2.5, "-2.5", "-2.5"],
    [0, "0", "0"],
    [-0, "-0", "-0"],
    [Number.NaN, "NaN", "NaN"],
    [Number.POSITIVE_INFINITY, "inf", "inf"],
    [Number.NEGATIVE_INFINITY, "-inf", "-inf"],
  ])("is, of %d, %s in float32 and %s in float64", (value, single, double) => {
    expect(numberText(value, "float32")).toBe(single);
    expect(numberText(value, "float64")).toBe(double);
  });

  it("is not that of the float64 that a float32 is kept in (control)", () => {
    expect(numberText(Math.fround(0.1), "float64")).toBe("0.10000000149011612");
  });
});
