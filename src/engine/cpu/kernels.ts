// The compiled module of assembly/ as its host sees it: its memory, and what it exports.

/** What assembly/index.ts exports; addresses are bytes into `memory`, 0 for "no memory". */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  setSizes(
    cell: number,
    activation: number,
    hidden: number,
    inputs: number,
    outputs: number,
    batch: number,
    testBatch: number,
    hasLengths: boolean,
    isTraining: boolean,
  ): void;
  setUnroll(steps: number): void;
  allocate(bytes: number): number;
  allocateGroups(): number;
  allocateInputs(longest: number): number;
  open(longest: number, slots: number): number;
  measure(networks: number, results: number, count: number, withJacobian: boolean): void;
}

/** An instance of its own memory: one thread's. */
export function instantiate(kernels: WebAssembly.Module): KernelExports {
  const { exports } = new WebAssembly.Instance(kernels, { env: { abort: stop } });
  return exports as unknown as KernelExports;
}

/** AssemblyScript's runtime calls this where one of its own checks fails. */
function stop(_message: number, _file: number, line: number, column: number): never {
  throw new Error(`the kernels of the engine cpu stopped at ${line}:${column}`);
}
