// What stands in the way of packing a bundle, all of it at once: the folder that was named, and the machine that packs.

import { existsSync, readdirSync, statSync } from "node:fs";
import { type Mistake, showGiven } from "../../src/sweep/mistakes.ts";
import { dawnFolder } from "./binaries.ts";
import { nodeLicence } from "./licences.ts";

/** What is wrong with the words of the command. */
export function folderMistakes(words: readonly string[]): Mistake[] {
  const [out, ...rest] = words;
  if (out === undefined || out.startsWith("-")) {
    const allowed = "the folder to pack into, and no options";
    return [{ path: "OUT", given: showGiven(out), allowed }];
  }
  const mistakes: Mistake[] = [];
  if (rest.length > 0) mistakes.push({ path: "OUT", given: `${words.length} words`, allowed: "one folder" });
  if (existsSync(out) && !statSync(out).isDirectory()) {
    mistakes.push({
      path: "OUT",
      given: `${showGiven(out)}, which is a file`,
      allowed: "the name of a folder",
    });
  } else if (existsSync(out) && readdirSync(out).length > 0) {
    const allowed = "an empty folder or a new one: empty it, or name another";
    mistakes.push({ path: "OUT", given: `${showGiven(out)}, which is not empty`, allowed });
  }
  return mistakes;
}

/** What this machine lacks: its own Node and its own Dawn are what is packed. */
export function machineMistakes(): Mistake[] {
  const mistakes: Mistake[] = [];
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== "linux-x64") {
    const allowed =
      "linux-x64, as this machine's own Node is packed: run this on a Linux machine, or in a container";
    mistakes.push({ path: "platform", given: platform, allowed });
  }
  const shared = Object.entries(process.config.variables).filter(
    ([name, value]) => name.startsWith("node_shared") && value === true,
  );
  if (shared.length > 0) {
    const given = `a Node that needs shared libraries of this machine (${shared.map(([name]) => name).join(", ")})`;
    const allowed = "one that carries its libraries in itself: take the one from nodejs.org";
    mistakes.push({ path: "node", given, allowed });
  }
  if (nodeLicence() === null) {
    const given = `no licence beside ${process.execPath}`;
    const allowed = "a Node with the LICENSE file that it is published with: take the one from nodejs.org";
    mistakes.push({ path: "node", given, allowed });
  }
  if (!existsSync(dawnFolder)) {
    const allowed = "the optional npm package webgpu with its build for linux-x64: npm install webgpu";
    mistakes.push({ path: "webgpu", given: "nothing", allowed });
  }
  return mistakes;
}
