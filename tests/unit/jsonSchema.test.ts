// The JSON Schema of a sweep, held against parseSpec through a validator of other people's making: it refuses nothing that
// parseSpec accepts, and all that a field's own type or range forbids.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/app/presets/index.ts";
import { gradientMetrics, trainingMetrics } from "../../src/model/metrics/index.ts";
import { tasks } from "../../src/model/tasks/index.ts";
import { withField } from "../../src/sweep/axis.ts";
import { fieldAt, fieldPaths } from "../../src/sweep/fields.ts";
import { sweepJsonSchema } from "../../src/sweep/jsonSchema.ts";
import { sweepSchema } from "../../src/sweep/schema.ts";
import { parseSpec } from "../../src/sweep/spec.ts";
import { anySpec } from "./arbitrary.ts";
import { damagedSpec } from "./damagedSpec.ts";

interface Node {
  readonly $comment?: string;
  readonly properties: Record<string, Node>;
  maximum?: number;
}
const schema = sweepJsonSchema() as unknown as Node;
/** Strict, so that a misspelt keyword is an error; `unit` is an annotation of ours. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
ajv.addVocabulary(["unit"]);
const accepts = ajv.compile(schema);

/** What a file can hold: JSON has no undefined, no NaN and no big integers. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch {
    return null;
  }
}

/** The sweeps of a Markdown text. */
function sweepsIn(text: string): unknown[] {
  return [...text.matchAll(/```jsonc\n([\s\S]*?)```/g)].map(([, code]) =>
    JSON.parse(code.replace(/\/\/.*$/gm, "")),
  );
}

/** Sound specs: every preset, blank and resolved, and every sweep that the README shows. */
const sound = [
  ...Object.values(presets).map(({ spec }) => spec),
  ...sweepsIn(readFileSync(new URL("../../README.md", import.meta.url), "utf8")),
  JSON.parse(readFileSync(new URL("../../bench/adding.json", import.meta.url), "utf8")),
  {},
  ...Object.keys(tasks)
    .filter((kind) => kind !== "explicit")
    .map((kind) => ({ task: { kind } })),
].flatMap((spec) => {
  const parsed = parseSpec(spec);
  return parsed.ok ? [spec, parsed.value] : [spec];
});

// Thousands of cases take seconds on a busy core.
describe("the JSON Schema of a sweep", { timeout: 60_000 }, () => {
  it("accepts every preset, every sweep of the README, and all of them with their blanks filled", () => {
    expect(sound.length).toBeGreaterThan(30);
    for (const spec of sound) {
      accepts(asJson(spec));
      expect(accepts.errors, JSON.stringify(spec).slice(0, 200)).toBeNull();
    }
  });

  it("accepts whatever parseSpec accepts", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(anySpec, damagedSpec), (any) => {
        const spec = asJson(any);
        if (!parseSpec(spec).ok) return;
        accepted++;
        accepts(spec);
        expect(accepts.errors).toBeNull();
      }),
      { numRuns: 800 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it("refuses whatever a field's own type or range forbids", () => {
    let refused = 0;
    fc.assert(
      fc.property(damagedSpec, (any) => {
        const spec = asJson(any);
        if (v.safeParse(sweepSchema, spec).success) return;
        refused++;
        expect(accepts(spec)).toBe(false);
      }),
      { numRuns: 1500 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it("refuses every number below and above its range, every name that is none, and every unknown field", () => {
    let tried = 0;
    for (const kind of Object.keys(tasks).filter((kind) => kind !== "explicit")) {
      const parsed = parseSpec({ task: { kind } });
      if (!parsed.ok) throw new Error(`the task ${kind} has no defaults`);
      for (const path of fieldPaths(parsed.value)) {
        const field = fieldAt(parsed.value, path);
        if (field === null) continue;
        const wrong =
          field.kind === "choice"
            ? ["nosuch", 1, null]
            : [
                field.min - 1,
                field.max + 1,
                "1",
                ...(field.integer ? [1.5] : []),
                ...(field.nullable ? [] : [null]),
              ];
        for (const value of [...wrong, [], {}]) {
          const spec = asJson(withField(parsed.value, path, value));
          expect(parseSpec(spec).ok, `${path} ${value}`).toBe(false);
          expect(accepts(spec), `${path} ${value}`).toBe(false);
          tried++;
        }
      }
      for (const group of ["", "model", "task", "init", "init.recurrent", "training"]) {
        const spec = structuredClone(parsed.value) as unknown as Record<string, unknown>;
        const node = group.split(".").reduce((at, key) => (key === "" ? at : (at[key] as typeof spec)), spec);
        node.nosuch = 1;
        expect(accepts(spec), group).toBe(false);
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it("knows which scale belongs to an initialiser, how an axis is given, and which metrics a mode has", () => {
    const axis = { param: "seed", from: 0, to: 1, count: 2 };
    const cases: [unknown, unknown][] = [
      [
        { init: { recurrent: { kind: "constant", value: 1 } } },
        { init: { recurrent: { kind: "constant", gain: 1 } } },
      ],
      [{ init: { recurrent: { gain: 1 } } }, { init: { recurrent: { value: 1 } } }],
      [{ axes: [axis] }, { axes: [{ ...axis, values: [1] }] }],
      [{ axes: [{ param: "seed", values: [1] }] }, { axes: [{ param: "seed", values: [1], scale: "log" }] }],
      [{ axes: [{ ...axis, scale: "linear" }] }, { axes: [{ param: "seed", from: 0 }] }],
      [
        { mode: "training", metrics: Object.keys(trainingMetrics) },
        { mode: "training", metrics: ["loss"] },
      ],
      [{ metrics: Object.keys(gradientMetrics) }, { metrics: ["outcome"] }],
      [{ metrics: ["loss"] }, { metrics: ["loss", "loss"] }],
    ];
    for (const [right, wrong] of cases) {
      expect([parseSpec(right).ok, accepts(right)], JSON.stringify(right)).toEqual([true, true]);
      expect([parseSpec(wrong).ok, accepts(wrong)], JSON.stringify(wrong)).toEqual([false, false]);
    }
  });

  it("tells every field's meaning, range and default", () => {
    const text = JSON.stringify(schema);
    const parsed = parseSpec({});
    if (!parsed.ok) throw new Error("the blank spec is sound");
    for (const path of fieldPaths(parsed.value)) {
      const field = fieldAt(parsed.value, path);
      expect(text).toContain(JSON.stringify(field?.description));
      for (const option of field?.options ?? []) expect(text).toContain(`"${option}"`);
    }
    const hidden = schema.properties.model.properties.hidden;
    expect(hidden).toEqual({
      type: "integer",
      minimum: 1,
      maximum: 128,
      title: "Hidden size H",
      description: "Number of units; 1 is the scalar network of the notes.",
      default: 32,
    });
  });

  it("says in its comment what it cannot check, and leaves that to parseSpec", () => {
    expect(schema.$comment).toContain("cannot say");
    const beyond = [
      { axes: [{ param: "nosuch", values: [1] }] },
      { axes: [{ param: "model.hidden", values: [1000] }] },
      {
        axes: [
          { param: "seed", values: [1] },
          { param: "seed", values: [2] },
        ],
      },
      { axes: [{ param: "init.bias", from: -1, to: 1, count: 3, scale: "log" }] },
      { task: { kind: "explicit", inputs: [[[1]]], targets: [[1], [2]] } },
      { task: { kind: "series", series: [[1, 1, 1]] } },
    ];
    for (const spec of beyond) {
      expect([parseSpec(spec).ok, accepts(spec)], JSON.stringify(spec)).toEqual([false, true]);
    }
  });

  it("is not the validator that accepts everything, nor one that forgets a part (control)", () => {
    const without = structuredClone(schema);
    delete without.properties.training.properties.steps;
    const forgets = ajv.compile(without);
    const longer = { mode: "training", training: { steps: 3 } };
    expect([accepts(longer), forgets(longer)]).toEqual([true, false]);
    const lax = structuredClone(schema);
    delete lax.properties.model.properties.hidden.maximum;
    const wide = { model: { hidden: 129 } };
    expect([accepts(wide), ajv.compile(lax)(wide)]).toEqual([false, true]);
  });
});
