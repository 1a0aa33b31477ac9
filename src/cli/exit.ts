// How a command ends: its exit code, and what it says on standard error. Thrown from anywhere, handled in main.ts.

/** What the exit codes mean; the help prints this list. */
export const exitCodes = {
  0: "all is done; of verify: the stored results agree with the reference",
  1: "a run failed, the disk is full, the engine asked for is not available, a kept sweep is damaged or has nothing to check, or a bench refused a kernel that is wrong",
  2: "wrong input or usage; every mistake is on standard error, one per line",
  3: "verify: the stored results disagree with the reference",
  130: "interrupted (Ctrl-C); what a run had done is kept where it writes a .zarr, and nothing is written otherwise",
  143: "terminated (SIGTERM); the same",
} as const;

/** Ends the command with a code, after these lines on standard error. */
export class Exit extends Error {
  constructor(
    readonly code: number,
    readonly lines: readonly string[],
  ) {
    super(lines.join("\n"));
    this.name = "Exit";
  }
}

/** Wrong input: exit code 2 with every mistake, one per line. */
export function refuse(mistakes: readonly string[]): never {
  throw new Exit(2, mistakes);
}
