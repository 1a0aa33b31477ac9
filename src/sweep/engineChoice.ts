// The engines as a user chooses one: their names, and what each is in a sentence. Form, address, terminal and help list them.

/** The engines by name, in the order in which they are offered: the fastest first. */
export const engineTexts = {
  webgpu: {
    label: "webgpu (GPU)",
    definition: "kernels on the GPU through WebGPU, float32 with log-length",
  },
  cpu: {
    label: "cpu (every core)",
    definition: "kernels in WebAssembly SIMD on every core, float32 with log-length; needs no GPU",
  },
  reference: {
    label: "reference (float64)",
    definition:
      "the plain model in float64 on every core: the truth that the other engines are checked against, and the slowest",
  },
} satisfies Record<string, EngineText>;

interface EngineText {
  /** Its name and the one thing that tells it from the others. */
  readonly label: string;
  /** What it is, to follow its name and a colon. */
  readonly definition: string;
}

/** The names under which engines are chosen. */
export const engineNames = Object.keys(engineTexts) as readonly EngineName[];
export type EngineName = keyof typeof engineTexts;

/** What can be chosen: an engine by name, or the fastest that is there. */
export const engineChoices: readonly EngineChoice[] = ["auto", ...engineNames];
export type EngineChoice = EngineName | "auto";

/** What `auto` means, to follow its name and a colon. */
export const AUTO_DEFINITION = "webgpu on a real GPU, otherwise cpu";
