// Cells with gates, an engine against the reference: every cell of the catalog but rnn, which meets all activations in the
// other pairs; sizes × unroll lengths × batches × sequences of one and of different lengths, in both modes.

import { expect, test } from "vitest";
import { alwaysRunning } from "../../src/engine/engine.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { type CellName, cells } from "../../src/model/cells/index.ts";
import type { OptimizerName } from "../../src/model/optimizers/index.ts";
import { insideHorizon, LOG_BOUND, ROUNDED_WEIGHT } from "./bounds.ts";
import { differences, failures, report } from "./compare.ts";
import { irregular, type Open, openedFor, planFor, specOf, wholeTile } from "./engines.ts";
import { Tally, trainingDifferences } from "./trainingCompare.ts";
import { partingOf, reference as story, told, trainingSpec } from "./trainingRuns.ts";

const names = (Object.keys(cells) as CellName[]).filter((name) => name !== "rnn");
const unrolls = [1, 2, 10, 200];

/** What is tried of an engine: as much as its speed allows. */
export interface CellExtent {
  readonly sizes: readonly number[];
  fits(hidden: number, unroll: number): boolean;
  /** Sizes that are trained, with an optimiser each. */
  readonly trained: readonly (readonly [hidden: number, optimizer: OptimizerName])[];
}

/** Explicit data with sequences of these lengths, a start state in all its parts, and two inputs. */
function ragged(cell: CellName, hidden: number, lengths: readonly number[]): object {
  const fill = irregular();
  const batch = lengths.length;
  const initialState = Object.fromEntries(cells[cell].parts.map((part) => [part, fill(batch, hidden)]));
  const inputs = lengths.map((length) => fill(length, 2));
  return { kind: "explicit", inputs, targets: fill(batch, 2), initialState };
}

export function cellPairs(open: Open, { sizes, fits, trained }: CellExtent): void {
  const reference = new ReferenceEngine();
  const engine = openedFor(open);

  for (const cell of names) {
    for (const hidden of sizes) {
      test(`${cell} at H = ${hidden} agrees with the reference inside the chaos horizon`, async () => {
        let compared = 0;
        for (const [n, unroll] of unrolls.filter((length) => fits(hidden, length)).entries()) {
          const spec = specOf({
            model: { cell, hidden },
            task: { unroll, between: n % 2 === 0 ? "zero" : "hold", cases: "everHigh" },
            init: {
              recurrent: { kind: n % 2 === 0 ? "normal" : "orthogonal", gain: 1.2 },
              bias: 0.1,
              forgetBias: [1, -2, 4, 0.5][n],
            },
            seed: hidden + n,
          });
          const expected = await reference.inspect(spec, n);
          if (!insideHorizon(expected.metrics.lyapunov, unroll)) continue;
          const failed = failures(differences(await engine().inspect(spec, n), expected));
          expect(failed.length, `T = ${unroll}\n${report(failed)}`).toBe(0);
          compared++;
        }
        console.info(`${cell} H=${hidden}: ${compared} networks compared`);
        expect(compared).toBeGreaterThan(0);
      });
    }

    test(`${cell} agrees for sequences of different lengths, in gradient and in training`, async () => {
      const fields = { model: { cell, hidden: 3 }, task: ragged(cell, 3, [4, 1, 9, 6, 9, 2]) };
      const spec = specOf({ ...fields, init: { bias: 0.2 } });
      const expected = await reference.inspect(spec, 0);
      const failed = failures(differences(await engine().inspect(spec, 0), expected));
      expect(failed.length, report(failed)).toBe(0);
      // Control: to the same comparison a sequence that is read one step further is another one.
      const task = ragged(cell, 3, [4, 1, 9, 6, 9, 3]);
      const longer = await reference.inspect(specOf({ ...fields, task, init: { bias: 0.2 } }), 0);
      expect(failures(differences(expected, longer)).length).toBeGreaterThan(0);

      const run = trainingSpec({ ...fields, training: { optimizer: "adam", learningRate: 0.02, steps: 20 } });
      const tally = new Tally();
      const [actual, truth] = [told(await engine().inspect(run, 0)), await story(run)];
      tally.add(trainingDifferences(actual, truth, run.training.targetLoss, partingOf(run)), "ragged");
      tally.tell(`${cell} ragged`);
    });

    for (const [hidden, optimizer] of trained) {
      test(`${cell} at H = ${hidden} trains as the reference does, by ${optimizer}`, async () => {
        const tally = new Tally();
        for (const unroll of [1, 2, 7, 50].filter((length) => length * hidden <= 400)) {
          for (const kind of ["prices", "adding"]) {
            // Sequences for testing, and two inputs: scalar networks meet them in every extent, others by Adam.
            if (kind === "adding" && (unroll !== 7 || (hidden > 1 && optimizer !== "adam"))) continue;
            const spec = trainingSpec({
              model: { cell, hidden },
              task: kind === "prices" ? { unroll } : { kind, unroll, batch: 6, testBatch: 5 },
              init: { bias: 0.1, forgetBias: 2 },
              training: {
                optimizer,
                learningRate: optimizer === "adam" ? 0.02 : 0.1,
                momentum: 0.8,
                clipNorm: unroll === 2 ? 0.05 : null,
                steps: 30,
                targetLoss: 0.05,
              },
              seed: hidden + unroll,
            });
            const [actual, expected] = [told(await engine().inspect(spec, 0)), await story(spec)];
            const differing = trainingDifferences(
              actual,
              expected,
              spec.training.targetLoss,
              partingOf(spec),
            );
            tally.add(differing, `${kind}, T = ${unroll}`);
          }
        }
        tally.tell(`${cell} H=${hidden}`);
      });
    }
  }

  test("gates shut to 10^-400 per step are followed, and fake no zero", async () => {
    const shut = (cell: CellName, bias: number) =>
      specOf({ model: { cell, hidden: 1 }, task: { unroll: 30 }, init: { bias, forgetBias: bias } });
    for (const cell of names) {
      const spec = shut(cell, -900);
      const [actual, expected] = [await engine().inspect(spec, 0), await reference.inspect(spec, 0)];
      expect(expected.logStateGradient[0]).toBeLessThan(-390);
      for (const [t, log] of expected.logStateGradient.entries()) {
        expect(Number.isFinite(actual.logStateGradient[t])).toBe(true);
        expect(Math.abs(actual.logStateGradient[t] - log)).toBeLessThan(
          ROUNDED_WEIGHT * Math.abs(log) + LOG_BOUND,
        );
      }
    }
  });

  test("an axis over the forget bias is read per network, and means what the field means", async () => {
    const swept = specOf({
      model: { cell: "lstm", hidden: 1 },
      task: { unroll: 12 },
      init: { bias: 0.3 },
      axes: [
        { param: "init.forgetBias", from: -3, to: 6, count: 5 },
        { param: "task.unroll", from: 1, to: 20, count: 4 },
      ],
      metrics: ["logGradientRatio", "logGradientNorm"],
    });
    const plan = planFor(engine(), swept);
    const { metrics } = await engine().run(plan, wholeTile(plan), alwaysRunning);
    const expected = await reference.run(plan, wholeTile(plan), alwaysRunning);
    for (const name of ["logGradientRatio", "logGradientNorm"] as const) {
      const [given, wanted] = [metrics[name] ?? [], expected.metrics[name] ?? []];
      expect(given.length).toBe(20);
      for (const [n, value] of wanted.entries()) expect(Math.abs(given[n] - value)).toBeLessThan(LOG_BOUND);
      // Control: the axis does change the networks.
      expect(Math.abs(wanted[3] - wanted[19])).toBeGreaterThan(LOG_BOUND);
    }
  });
}
