// The help, written for whoever runs sweeps; every list in it comes from the catalogs and the schema.

import { activations } from "../model/activations/index.ts";
import { cells } from "../model/cells/index.ts";
import { initializers } from "../model/initializers/index.ts";
import { gradientMetrics, trainingMetrics } from "../model/metrics/index.ts";
import { optimizers } from "../model/optimizers/index.ts";
import { tasks } from "../model/tasks/index.ts";
import { outcomes } from "../model/training/outcome.ts";
import { engineTexts } from "../sweep/engineChoice.ts";
import { allowedText, fieldAt, fieldPaths } from "../sweep/fields.ts";
import { parseSpec } from "../sweep/spec.ts";
import { built } from "./built.ts";
import { exitCodes } from "./exit.ts";
import type { Verb } from "./verb.ts";

const COMMAND = built ? "vanishing-point" : "npm run --silent cli --";

/** The command that goes on with a kept sweep. */
export function resumeCommand(out: string): string {
  return `${COMMAND} run --resume --out ${/^[\w./~@%+=:-]+$/.test(out) ? out : `'${out.replaceAll("'", "'\\''")}'`}`;
}

/** The help of the whole program. */
export function programHelp(verbs: Readonly<Record<string, Verb>>): string {
  return `Vanishing Point maps where recurrent networks can be trained.

Usage: ${COMMAND} VERB …

Verbs:
${table(Object.entries(verbs).map(([name, { operands, summary }]) => [`${name} ${operands}`, summary]))}

A FILE is a sweep as JSON; {} is one, for every blank has a default. A network's weights are gain × base draw;
any numeric field (and a choice, by "values") can be an axis:
  {"axes": [{"param": "init.recurrent.gain", "from": 0, "to": 3, "count": 64},
            {"param": "task.unroll", "from": 1, "to": 256, "count": 32}],
   "metrics": ["logGradientRatio", "loss"], "replicates": 1}
A sweep of whole training runs:
  {"mode": "training", "training": {"optimizer": "adam", "steps": 500},
   "axes": [{"param": "training.learningRate", "from": 0.001, "to": 1, "count": 64, "scale": "log"},
            {"param": "init.recurrent.gain", "from": 0, "to": 3, "count": 64}]}

${catalogs()}

Fields (of the default sweep; the initialiser constant has value in place of gain):
${table(fieldLines())}
Fields of the other tasks:
${table(taskFieldLines())}

Exit codes:
${exitCodeLines()}

${COMMAND} VERB --help tells more about a verb; --version prints the version.`;
}

/** The help of one verb. */
export function verbHelp(name: string, verb: Verb): string {
  const options = Object.entries(verb.options).map(([option, { value, description, choices }]) => [
    value === null ? `--${option}` : `--${option} ${value}`,
    choices === undefined ? description : `${description} One of ${choices.join(", ")}.`,
  ]);
  return `Usage: ${COMMAND} ${name} ${verb.operands} [options]

${verb.description}

Options:
${table([...options, ["-h, --help", "This text."]])}

${catalogs()}

Exit codes:
${exitCodeLines()}

Examples:
${verb.examples.map((example) => `  ${COMMAND} ${example}`).join("\n")}`;
}

function catalogs(): string {
  const defined = (catalog: Readonly<Record<string, { readonly definition: string }>>) =>
    table(Object.entries(catalog).map(([name, { definition }]) => [name, definition]));
  return `Engines:
${defined(engineTexts)}
Cells: ${Object.keys(cells).join(", ")}
Activations: ${Object.keys(activations).join(", ")}
Initialisers (init.recurrent.kind, init.input.kind, init.readout.kind; or init.kind "explicit" with init.parameters):
${defined(initializers)}
Tasks (task.kind):
${defined(tasks)}
Optimisers (training.optimizer; η is training.learningRate, μ training.momentum; g is clipped to training.clipNorm before):
${table(Object.entries(optimizers).map(([name, { formula }]) => [name, formula]))}
Metrics of mode gradient (the network at its initial weights):
${defined(gradientMetrics)}
Metrics of mode training (a whole run of gradient descent; all of them are computed whichever are asked for):
${defined(trainingMetrics)}
Outcomes of a training run:
${table(finalOutcomes())}`;
}

/** The numbers that the metric outcome takes, in words. */
function finalOutcomes(): string[][] {
  return Object.values(outcomes)
    .filter(({ value }) => value >= 0)
    .map(({ value, label, definition }) => [`${value} ${label}`, definition]);
}

/** Every number and choice of the default sweep: what it allows, its default, what it means. */
function fieldLines(): string[][] {
  const parsed = parseSpec({});
  if (!parsed.ok) return [];
  return fieldPaths(parsed.value).flatMap((path) => {
    const field = fieldAt(parsed.value, path);
    if (field === null) return [];
    const fallback = path
      .split(".")
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], parsed.value);
    const meaning = field.description === "" ? field.title : field.description;
    return [[path, `${allowedText(field)}; ${JSON.stringify(fallback)} where left out. ${meaning}`.trim()]];
  });
}

/** The fields of every task but the default one. */
function taskFieldLines(): string[][] {
  return Object.keys(tasks)
    .slice(1)
    .flatMap((kind) => {
      const task = { kind };
      const keys = fieldAt({ task }, "task")?.options ?? [];
      return keys.slice(1).map((key) => {
        const field = fieldAt({ task }, `task.${key}`);
        return [`${kind}: task.${key}`, field === null ? "" : `${allowedText(field)}. ${field.description}`];
      });
    });
}

function exitCodeLines(): string {
  return table(Object.entries(exitCodes));
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join("\n");
}
