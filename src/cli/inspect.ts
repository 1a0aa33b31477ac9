// `inspect FILE…`: everything about one network per file, one JSON object per line.

import { type EngineName, engineNames } from "../engine/engine.ts";
import { chooseEngine } from "../lab/choose.ts";
import { type Mistake, mistakeText } from "../sweep/mistakes.ts";
import { shownData } from "../sweep/shownData.ts";
import { type OptionKind, readArguments } from "./args.ts";
import { csvOptions, readSeries, type Series } from "./csv.ts";
import { openEngines } from "./engines.ts";
import { refuse } from "./exit.ts";
import { type Input, mistakeLines, readInput, STDIN } from "./input.ts";
import { jsonLine, printLine } from "./output.ts";
import { type Point, pointOf } from "./point.ts";
import type { Verb } from "./verb.ts";

const options = {
  engine: {
    value: "ENGINE",
    description: "What computes; reference where it is left out.",
    choices: engineNames,
  },
  point: {
    value: "i,j[,r]",
    description:
      "Indices on the sweep's axes, from 0, whose values replace the spec's own; a last index more is the replicate.",
  },
  data: {
    value: null,
    description: "Prints the task's data as well, as the network sees it.",
  },
  ...csvOptions,
} satisfies Record<string, OptionKind>;

/** The verb `inspect`. */
export const inspect: Verb = {
  operands: "FILE…",
  summary: "evaluates one network per file and prints it as one line of JSON",
  description: `Each FILE is a sweep as JSON (${STDIN} is standard input). Without --point the spec's own values count and
its axes are ignored. All files are checked before the first network is evaluated; one line is printed per file, in order.

An object has the keys engine, loss, outputs [B][O], gradient (arrays by parameter name, and log2Scale: the true
value is array × 2^log2Scale), logGradientNorm (all and by group), logStateGradient [T+1] (log10 ‖∂L/∂s_t‖,
t = 0…T), logJacobianNorm [B] (log10 of the spectral norm of ∂s_T/∂s_0), metrics (every one of mode gradient)
and activity (deadUnits: share of the units that pass no gradient; saturated: share of units, gates and steps at their
limits), all of them at the initial weights; and parameterCount, the same for every unroll length. Parameters have PyTorch's
shapes and order of gates (r z n; i f g o); of an lstm s_t is h_t and c_t together.
In mode training the whole run is replayed: metrics has those of the run besides, and the object has one key more, training:
loss [steps+1] (after 0, 1, … updates), gradientNorm [steps] (of each update, before clipping; both are "NaN" after a run
has diverged), outcome and outcomeName, stepsToTarget, parameters and initialParameters (by name, after the last update and
before the first), horizon (the first step at which a run in float32 has parted from this one by over 0.1 % of the loss,
null if it never does; only from the engine reference) and after (the trained network as at its initial weights: loss,
outputs, logGradientNorm, logStateGradient, logJacobianNorm, activity).
With --data the object has one key more, data: inputs [B][T][I], targets [B][O], lengths [B] (the steps over which each sequence
is read; its state stays as it is from there on), initialState where it is not zero, and test, the same of the sequences that
training never sees, where the task has some. With weights by init.kind "explicit" that is all another program needs to compute
the same gradient.
Numbers that JSON cannot hold are the strings "-Infinity", "Infinity" and "NaN".`,
  options,
  examples: [
    "inspect network.json",
    "inspect sweep.json --point 12,40 --engine webgpu",
    "inspect network.json --data --csv prices.csv",
  ],

  async run(words) {
    const { options: given, files, mistakes } = readArguments(options, words);
    const series = await readSeries(given);
    const inputs = await readInputs(files, series.ok ? series.value : null);
    const all = [...operandMistakes(files, mistakes), ...(series.ok ? [] : series.mistakes)];
    const points = checkedPoints(inputs, given.point, all);
    const choice = (given.engine ?? "reference") as EngineName;
    const stdin = inputs.find(({ file }) => file === STDIN)?.text;
    const { engine } = chooseEngine(choice, await openEngines(choice, "this thread", stdin));
    for (const { spec, replicate } of points) {
      const inspection = await engine.inspect(spec, replicate);
      const data = given.data === undefined ? {} : { data: shownData(spec) };
      await printLine(jsonLine({ ...inspection, ...data }));
    }
    engine.close();
  },
};

/** Standard input can be read only once, so a second `-` (refused later) is not read. */
async function readInputs(files: readonly string[], series: Series | null): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const [index, file] of files.entries()) {
    if (file !== STDIN || files.indexOf(file) === index) inputs.push(await readInput(file, series));
  }
  return inputs;
}

function operandMistakes(files: readonly string[], mistakes: readonly Mistake[]): Mistake[] {
  const all = [...mistakes];
  if (files.length === 0) all.push({ path: "FILE", given: "nothing", allowed: "one or more JSON files" });
  if (files.filter((file) => file === STDIN).length > 1) {
    all.push({ path: "FILE", given: `${STDIN} more than once`, allowed: "standard input once" });
  }
  return all;
}

/** The networks to evaluate; refuses with every mistake of every file. */
function checkedPoints(
  inputs: readonly Input[],
  point: string | undefined,
  mistakes: readonly Mistake[],
): Point[] {
  const points: Point[] = [];
  const lines = mistakes.map(mistakeText);
  for (const { file, spec } of inputs) {
    const parsed = !spec.ok || point === undefined ? spec : pointOf(spec.value, point);
    if (!parsed.ok) lines.push(...mistakeLines(parsed.mistakes, file, inputs.length > 1));
    else points.push("spec" in parsed.value ? parsed.value : { spec: parsed.value, replicate: 0 });
  }
  return lines.length > 0 ? refuse(lines) : points;
}
