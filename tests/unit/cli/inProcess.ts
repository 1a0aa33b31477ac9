// Runs a verb in the test's own process and gives back what came out of it: the real verb, without the seconds that a process
// of its own takes to start.

import { vi } from "vitest";
import { Exit } from "../../../src/cli/exit.ts";
import { type VerbName, verbs } from "../../../src/cli/verbs.ts";
import type { Outcome } from "./command.ts";

/** Runs a verb with these words. One at a time: what is written is caught for the whole process. */
export async function inProcess(verb: VerbName, words: readonly string[]): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const caught = (name: keyof typeof written) =>
    vi.spyOn(process[name], "write").mockImplementation((...given: readonly unknown[]) => {
      written[name] +=
        typeof given[0] === "string" ? given[0] : Buffer.from(given[0] as Uint8Array).toString("latin1");
      const taken = given.find((one) => typeof one === "function") as (() => void) | undefined;
      taken?.();
      return true;
    });
  const spies = [caught("stdout"), caught("stderr")];
  try {
    await verbs[verb].run(words);
    return { code: 0, ...written };
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    const lines = error.lines.map((line) => `${line}\n`).join("");
    return { code: error.code, stdout: written.stdout, stderr: written.stderr + lines };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
