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
  setOptimizer(optimizer: number): void;
  setUnroll(steps: number): void;
  allocate(bytes: number): number;
  allocateGroups(): number;
  allocateInputs(longest: number): number;
  open(longest: number, slots: number): number;
  measure(networks: number, results: number, count: number, withJacobian: boolean): void;
  /** Begins the run of the network listed at this address in a slot. */
  start(slot: number, network: number): void;
  /** Up to `most` steps of the runs in the first `count` slots; ends earlier where one of them is over. */
  train(count: number, most: number): number;
  move(from: number, to: number): void;
  /** Where a slot's parameters stand, and the record of its run. */
  parametersAt(slot: number): number;
  runAt(slot: number): number;
  /** Where ‖∂L/∂s_t‖², the outputs and ‖J‖² of the networks to come go besides; 0 for nowhere. */
  trace(states: number, outputs: number, jacobian: number): void;
  /** The gradient array of the only network that was measured, to an address; returns its exponent. */
  gradientInto(array: number, out: number): number;
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
