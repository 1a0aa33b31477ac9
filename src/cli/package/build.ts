// `npm run build:package`, which `npm pack` and `npm publish` run by themselves: builds what the npm package holds, so that
// whoever installs it needs Node and nothing to build with.

import { rmSync } from "node:fs";
import { join } from "node:path";
import program from "../../../package.json" with { type: "json" };
import { messageOf } from "../../sweep/mistakes.ts";
import { stageDeclarations } from "./declarations.ts";
import { stageLicences } from "./licences.ts";
import { root, stageProgram } from "./program.ts";

/** The folder that package.json lists in `files`. */
const stage = join(root, "build");

async function main(): Promise<void> {
  rmSync(stage, { recursive: true, force: true });
  // What an installer gets beside the package is not built in: whatever package.json calls a dependency, and nothing else.
  const external = [...Object.keys(program.dependencies), ...Object.keys(program.optionalDependencies)];
  const packages = await stageProgram(stage, { entries: ["library"], external });
  stageDeclarations(join(stage, "types"));
  // AssemblyScript compiles some of its own library into the kernels.
  stageLicences(join(stage, "licences"), ["assemblyscript", ...packages]);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
