// `npm run bench`: asks the questions of this folder, prints tables, and writes every figure as JSON where asked to.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { Exit } from "../src/cli/exit.ts";
import { messageOf } from "../src/sweep/mistakes.ts";
import {
  describeMachine,
  type EngineSelection,
  kernelEngines,
  openBenchEngines,
  selections,
} from "./engines.ts";
import { benchGradient } from "./gradient.ts";
import { benchLanczos } from "./lanczos.ts";
import { benchMaps } from "./map.ts";
import { benchTraining } from "./training.ts";

const usage = `npm run bench -- [--quick] [--engine reference|cpu|webgpu|all] [--training] [--maps] [--lanczos] [--json OUT.json]
  (nothing)   how fast are gradients? networks and unrolled steps per second, H = 1, 8, 32
  --quick     fewer sizes, shorter and fewer runs
  --engine    what is timed; all where it is left out. cpu and webgpu are always checked against the reference first
  --training  how fast does training run? networks × updates per second, H = 1, 8, 32
  --maps      how long does a whole map take? minutes on a software adapter
  --lanczos   how many Lanczos steps does the Jacobian's norm need? no engine is timed
  --json      every figure into this file
  --sabotage  a control: breaks a shader in memory; the check must refuse to time it (exit code 1)
--training, --maps and --lanczos ask their question in place of the first one.`;

function readOptions(words: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        json: { type: "string" },
        engine: { type: "string", default: "all" },
        quick: flag,
        training: flag,
        maps: flag,
        lanczos: flag,
        sabotage: flag,
        help: flag,
      },
    });
    const engine = selections.find((known) => known === values.engine);
    if (engine === undefined) throw new Error(`--engine takes one of ${selections.join(", ")}`);
    return { ...values, engine };
  } catch (error) {
    throw new Exit(2, [messageOf(error), usage]);
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return console.log(usage);
  const machine = describeMachine();
  const write = (report: object) => {
    if (options.json === undefined) return;
    mkdirSync(dirname(options.json), { recursive: true });
    writeFileSync(options.json, `${JSON.stringify({ machine, quick: options.quick, ...report }, null, 2)}\n`);
  };
  if (options.lanczos) return write({ lanczos: benchLanczos(options.quick) });

  const selection: EngineSelection = options.engine;
  const engines = await openBenchEngines(selection, options.sabotage);
  const { reference, cpu, webgpu } = engines;
  const absent = { cpu: missingOf(cpu), webgpu: missingOf(webgpu) };
  for (const name of ["cpu", "webgpu"] as const) {
    if (selection === name && absent[name] !== null)
      throw new Exit(1, [`${name} cannot be timed: ${absent[name]}`]);
  }
  console.log(
    `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), load ${machine.loadAverage}`,
  );
  console.log(`reference: ${reference.description}`);
  console.log(`cpu: ${"missing" in cpu ? `not timed: ${cpu.missing}` : cpu.description}`);
  console.log(
    `webgpu: ${"missing" in webgpu ? `not timed: ${webgpu.missing}` : webgpu.engine.description}\n`,
  );

  const isTimed = selection === "reference" || selection === "all";
  const timed = [...(isTimed ? [reference] : []), ...kernelEngines(engines)];
  const asked = { quick: options.quick, reference: timed.includes(reference) };
  const gradient = options.maps || options.training ? null : await benchGradient(engines, asked);
  const training = options.training ? await benchTraining(engines, asked) : null;
  const maps = options.maps ? await benchMaps(engines, timed) : null;
  write({
    engines: {
      reference: reference.description,
      cpu: "missing" in cpu ? { missing: cpu.missing } : cpu.description,
      webgpu:
        "missing" in webgpu
          ? { missing: webgpu.missing }
          : {
              description: webgpu.engine.description,
              adapter: webgpu.adapter.name,
              software: webgpu.software,
            },
    },
    ...(gradient && { gradient }),
    ...(training && { training }),
    ...(maps && { maps }),
  });
  const failed = [...(gradient?.checks ?? []), ...(training?.checks ?? []), ...(maps?.checks ?? [])].filter(
    ({ passed }) => !passed,
  );
  if (failed.length > 0) {
    const sizes = failed.map(({ engine, hidden }) => `${engine} at H = ${hidden}`).join(", ");
    throw new Exit(1, [`a check failed, and these were not timed: ${sizes}`]);
  }
}

function missingOf(opened: object): string | null {
  return "missing" in opened ? String(opened.missing) : null;
}

/** GPU devices would keep the process alive for ever; nothing that was printed may be cut off. */
function end(code: number, lines: readonly string[]): void {
  process.stderr.write(lines.map((line) => `${line}\n`).join(""), () => process.exit(code));
}

main().then(
  () => end(0, []),
  (error: unknown) => (error instanceof Exit ? end(error.code, error.lines) : end(1, [messageOf(error)])),
);
