// The rules of the house, held against every file of the project. Each rule is first shown a sabotaged file.

import { describe, expect, it } from "vitest";
import * as layers from "./layers.ts";
import { allFiles, type Rule, type SourceFile, told } from "./tree.ts";
import * as twins from "./twins.ts";
import * as wording from "./wording.ts";

const files = allFiles();

/** A rule: its title, what it must object to, and what it must let pass. */
interface Case {
  readonly title: string;
  readonly rule: Rule;
  /** Each of these, put into the project alone, must be caught. */
  readonly sabotage: readonly SourceFile[];
  /** None of these may be. */
  readonly harmless?: readonly SourceFile[];
}

const file = (path: string, text = ""): SourceFile => ({ path, text });
const opened = (path: string, text: string) => file(path, `// A file that says what it is and why.\n${text}`);
/** Words that the rules look for, put together so that this file does not break them. */
const [anyType, unfinished, home] = [["a", "ny"].join(""), ["TO", "DO"].join(""), ["/ro", "ot/x"].join("")];

const cases: Case[] = [
  {
    title: "a folder of src imports only from folders above it, with extensions",
    rule: layers.importOrder,
    sabotage: [
      file("src/model/a.ts", 'import { b } from "../sweep/b.ts";'),
      file("src/engine/a.ts", 'import type { B } from "../lab/b.ts";'),
      file("src/sweep/deep/a.ts", 'const b = await import("../../store/b.ts");'),
      file("src/sweep/a.ts", 'export * from "../app/b.tsx";'),
      file("src/cli/a.ts", 'import { b } from "../app/b.ts";'),
      file("src/lab/a.ts", 'import { b } from "../../tests/b.ts";'),
      file("src/lab/a.ts", 'import { b } from "./b";'),
    ],
    harmless: [
      file("src/lab/a.ts", 'import { b } from "../model/b.ts";\nimport * as Comlink from "comlink";'),
      file("src/model/a.ts", '// import { b } from "../sweep/b.ts";'),
      file("src/model/cells/a.ts", 'import { b } from "../network.ts";'),
    ],
  },
  {
    title: "src has the folders of the design and no others",
    rule: layers.knownFolders,
    sabotage: [file("src/gui/a.ts")],
    harmless: [file("src/README.md"), file("src/model/cells/a.ts")],
  },
  {
    title: "only engine/webgpu speaks to the GPU",
    rule: layers.onlyWebgpuSaysGpu,
    sabotage: [
      file("src/lab/a.ts", "const device: GPUDevice = make();"),
      file("src/app/a.ts", "const gpu = navigator.gpu;"),
      file("src/sweep/a.ts", "function f(gpu: GPU | undefined) {}"),
      file("src/engine/a.ts", "const s = `@group(0) @binding(0) var<storage> x: f32;`;"),
    ],
    harmless: [
      file("src/engine/webgpu/a.ts", "const device: GPUDevice = make();"),
      file(
        "src/lab/choose.ts",
        '// A GPUDevice is elsewhere.\nconst reason = "a real GPU adapter was found";',
      ),
    ],
  },
  {
    title: "only src/app knows of a document",
    rule: layers.onlyAppSaysDocument,
    sabotage: [
      file("src/lab/a.ts", "document.title = name;"),
      file("src/store/a.ts", "window.open(url);"),
      file("src/lab/a.ts", "let canvas: HTMLCanvasElement;"),
    ],
    harmless: [
      file("src/app/a.ts", "document.title = name;"),
      file("src/lab/a.ts", "// the document. It is elsewhere"),
    ],
  },
  {
    title: "only src/cli knows of a process",
    rule: layers.onlyCliSaysProcess,
    sabotage: [
      file("src/lab/a.ts", "process.exit(1);"),
      file("src/store/a.ts", 'import { readFile } from "node:fs/promises";'),
    ],
    harmless: [file("src/cli/a.ts", "process.exit(1);"), file("src/lab/a.ts", 'const text = "in process";')],
  },
  {
    title: "two files say Comlink",
    rule: layers.onlyTwoFilesSayComlink,
    sabotage: [
      file("src/app/a.ts", 'import * as Comlink from "comlink";'),
      file("src/lab/pool.ts", "Comlink.wrap(x)"),
    ],
    harmless: [file("src/lab/worker.ts", 'import * as Comlink from "comlink";')],
  },
  {
    title: "no file has a name that could be any file's",
    rule: wording.tellingNames,
    sabotage: ["src/model/utils.ts", "src/helpers/a.ts", "tests/unit/common.ts", "src/lab/manager.ts"].map(
      (p) => file(p),
    ),
    harmless: [file("src/model/scaled.ts")],
  },
  {
    title: "every source file opens by saying what it is",
    rule: wording.openingComment,
    sabotage: [
      file("src/model/a.ts", "export const a = 1;"),
      file("shaders/a.wgsl", "\n// Too late by a line, this comment is.\nfn a() {}"),
      file("src/model/a.ts", "// a\nexport const a = 1;"),
      file("src/model/a.ts", "// One line of words too many.\n".repeat(5)),
      file("src/app/a.css", "body { margin: 0 }"),
    ],
    harmless: [
      opened("src/model/a.ts", "export const a = 1;"),
      file("src/app/a.css", "/* What the page looks like, and why. */\nbody { margin: 0 }"),
      file("src/cli/a.ts", "#!/usr/bin/env node\n// What the terminal's program is and does."),
    ],
  },
  {
    title: "no file is longer than one idea",
    rule: wording.shortFiles,
    sabotage: [opened("src/model/a.ts", "a;\n".repeat(250)), opened("shaders/a.wgsl", "a;\n".repeat(300))],
    harmless: [opened("src/model/a.ts", "a;\n".repeat(240)), file("README.md", "a\n".repeat(900))],
  },
  {
    title: "unfinished work names its issue",
    rule: wording.noTodoWithoutIssue,
    sabotage: [
      opened("src/model/a.ts", `// ${unfinished}: later`),
      file("README.md", `${unfinished} write this`),
    ],
    harmless: [opened("src/model/a.ts", `// ${unfinished} (#12): later`)],
  },
  {
    title: "nothing has the type that switches the compiler off",
    rule: wording.noAny,
    sabotage: [
      file("src/model/a.ts", `const a: ${anyType} = 1;`),
      file("tests/unit/a.ts", `const a = b as ${anyType};`),
      file("src/model/a.ts", `const a: Map<string, ${anyType}> = b;`),
      file("src/model/a.ts", `function f(...a: ${anyType}[]) {}`),
    ],
    harmless: [
      file("src/model/a.ts", '// as any number\nconst a = "of any kind, any"; const c: company = b;'),
    ],
  },
  {
    title: "no check is silenced without a reason",
    rule: wording.noSilencing,
    sabotage: [
      file("src/model/a.ts", `// @ts-${"ignore"}\na();`),
      file("src/model/a.ts", `// biome-${"ignore"} lint/x/y`),
    ],
    harmless: [file("src/model/a.ts", `// biome-${"ignore"} lint/x/y: because it is so`)],
  },
  {
    title: "no file names a path or a host of one machine",
    rule: wording.noMachine,
    sabotage: [
      file("README.md", `Run ${home}/run.sh`),
      file(".ci/run", `cd ${home}`),
      file(".npmrc", `${["registry", "example", "org"].join(".")}`),
    ],
    harmless: [file("README.md", "See bench/work/a and ./root/x.")],
  },
  {
    title: "nothing moves by itself without asking whether that is wanted",
    rule: wording.motionAsksFirst,
    sabotage: [
      file("src/app/a.ts", 'element.scrollIntoView({ behavior: "smooth" });'),
      file("src/app/a.ts", "element.animate(frames, 200);"),
      file("src/app/style/a.css", "html { scroll-behavior: smooth; }"),
    ],
    harmless: [
      file("src/app/motion.ts", 'element.scrollIntoView({ behavior: "smooth" });'),
      file("src/app/a.ts", "scrollToShow(element);"),
    ],
  },
  {
    title: "the top level has the folders of the design and no others",
    rule: wording.knownTopLevel,
    sabotage: [file("docs/a.md"), file("lib/a.ts")],
    harmless: [file("README.md"), file("bench/a.ts"), file(".ci/run")],
  },
  {
    title: "a shader's functions begin with its file's name",
    rule: twins.functionsCarryTheirFile,
    sabotage: [
      file("shaders/cells/gru.wgsl", "fn step(a: f32) {}"),
      file("shaders/scaled.wgsl", "fn sum() {}"),
    ],
    harmless: [
      file("shaders/cells/gru.wgsl", "fn gruStep(a: f32) {}\n// fn step"),
      file("shaders/exchange/units.wgsl", "@compute\nfn gradientMain() {}"),
    ],
  },
  {
    title: "the engine cpu counts the entries of a catalog as the catalog does",
    rule: twins.entriesAreNumberedAlike,
    sabotage: [
      file("src/engine/cpu/assembly/a.ts", "export namespace Cell {\n  export const gru: i32 = 0;\n}"),
    ],
    harmless: [file("src/engine/cpu/assembly/a.ts", "export namespace Total {\n  const a: usize = 0;\n}")],
  },
  {
    title: "every shader of a catalog is the twin of a file of the model",
    rule: twins.everyTwinHasItsModel,
    sabotage: [file("shaders/cells/nosuch.wgsl")],
    harmless: [file("shaders/scaled.wgsl")],
  },
];

describe("the house's rule that", () => {
  it.each(cases)("$title is kept by every file", ({ rule }) => {
    expect(told(rule(files))).toEqual([]);
  });

  it.each(cases)(
    "$title catches every sabotaged file and no harmless one (control)",
    ({ rule, sabotage, harmless }) => {
      for (const broken of sabotage) expect(rule([broken]), JSON.stringify(broken)).not.toEqual([]);
      for (const sane of harmless ?? []) expect(told(rule([sane]))).toEqual([]);
    },
  );
});

describe("the house's rule that certain files are there", () => {
  it("holds: READMEs, and a shader for every entry of the catalogs", () => {
    expect(told(wording.readmesAreThere(files))).toEqual([]);
    expect(told(twins.everyEntryHasItsTwin(files))).toEqual([]);
  });

  it("notices each one that is missing (control)", () => {
    for (const missing of [
      "src/README.md",
      "shaders/activations/tanh.wgsl",
      "shaders/cells/rnn.wgsl",
      "src/engine/cpu/assembly/optimizers/adam.ts",
    ]) {
      const left = [...files, file("src/README.md")].filter(({ path }) => path !== missing);
      const objections = [...wording.readmesAreThere(left), ...twins.everyEntryHasItsTwin(left)];
      expect(objections.map(({ path }) => path)).toContain(missing);
    }
  });
});
