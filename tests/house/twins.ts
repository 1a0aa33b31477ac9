// Rules on the shaders: every catalog entry has its twin, and a function carries the name of its file.

import { activations } from "../../src/model/activations/index.ts";
import { cells } from "../../src/model/cells/index.ts";
import { optimizers } from "../../src/model/optimizers/index.ts";
import { tasks } from "../../src/model/tasks/index.ts";
import type { Rule } from "./tree.ts";

/** What the GPU computes per entry; initialisers and metrics are computed once, in TypeScript, for all engines. */
const catalogs = { activations, cells, optimizers, tasks };
/** What the engine cpu does; the inputs of a task it is given. */
const compiled = { activations, cells, optimizers };
const assembly = "src/engine/cpu/assembly";

/** Where twins stand: the folder, its catalogs, and how its files end. */
const sides = [
  { folder: "shaders", catalogs, ending: "wgsl" },
  { folder: assembly, catalogs: compiled, ending: "ts" },
] as const;

/** Every entry of a catalog that kernels read has a file of the same path and name on each side. */
export const everyEntryHasItsTwin: Rule = (files) =>
  sides.flatMap((side) =>
    Object.entries(side.catalogs).flatMap(([folder, catalog]) =>
      Object.keys(catalog)
        .map((name) => `${side.folder}/${folder}/${name}.${side.ending}`)
        .filter((path) => !files.some((file) => file.path === path))
        .map((path) => ({ path, line: 0, why: `this catalog entry has no twin in ${side.folder}` })),
    ),
  );

/** The numbers by which the engine cpu tells its kernels of an entry are the places in the catalog. */
const numbered = { Cell: cells, Activation: activations, Optimizer: optimizers };
export const entriesAreNumberedAlike: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith(assembly))
    .flatMap(({ path, text }) =>
      Object.entries(numbered).flatMap(([name, catalog]) => {
        const body = new RegExp(`export namespace ${name} \\{([^}]*)\\}`).exec(text)?.[1];
        if (body === undefined) return [];
        const given = [...body.matchAll(/const (\w+): i32 = (\d+);/g)].map(
          (match) => `${match[1]} ${match[2]}`,
        );
        const wanted = Object.keys(catalog).map((entry, number) => `${entry} ${number}`);
        const why = `${name} counts ${given.join(", ")}; the catalog ${wanted.join(", ")}`;
        return given.join() === wanted.join() ? [] : [{ path, line: 0, why }];
      }),
    );

/** Every shader in those folders is the twin of a file of the model. */
export const everyTwinHasItsModel: Rule = (files) =>
  files
    .filter(({ path }) => new RegExp(`^shaders/(${Object.keys(catalogs).join("|")})/\\w+\\.wgsl$`).test(path))
    .filter(({ path }) => !files.some((file) => file.path === modelOf(path)))
    .map(({ path }) => ({ path, line: 0, why: `${modelOf(path)} is not there` }));

function modelOf(shader: string): string {
  return shader.replace(/^shaders/, "src/model").replace(/wgsl$/, "ts");
}

/**
 * Functions carry their file's name as prefix, so that joined files never collide. Files of one folder that stand in
 * for each other (only one is joined) carry the folder's name instead.
 */
export const functionsCarryTheirFile: Rule = (files) =>
  files
    .filter(({ path }) => /^shaders\/.*\.wgsl$/.test(path))
    .flatMap(({ path, text }) => {
      const parts = path.replace(/\.wgsl$/, "").split("/");
      const prefixes = parts.slice(1).map((part) => part.toLowerCase());
      const lines = text.split("\n");
      return lines.flatMap((line, i) => {
        // An entry point is named after its kernel: no program joins two of them.
        if (/@compute/.test(`${lines[i - 1] ?? ""} ${line}`)) return [];
        const name = /^\s*fn\s+(\w+)/.exec(line)?.[1].toLowerCase();
        const carries = name === undefined || prefixes.some((prefix) => name.startsWith(prefix));
        return carries ? [] : [{ path, line: i + 1, why: `${name} does not begin with ${prefixes.at(-1)}` }];
      });
    });
