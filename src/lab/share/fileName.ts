// What an exported file is called: after its sweep, in names that every system takes.

import type { SweepSpec } from "../../sweep/spec.ts";

/** Longer names are cut: some systems allow 255 bytes, in which other scripts' letters take up to four each. */
const LONGEST = 48;
/** Names that Windows keeps for its devices, whatever ending follows them. */
const RESERVED = /^(con|prn|aux|nul|conin|conout|com\d|lpt\d)$/i;

/** A text as the beginning of a file's name: letters and digits of any script, everything else as dashes. */
export function safeName(text: string): string {
  const name = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-+/, "");
  const cut = Array.from(name).slice(0, LONGEST).join("").replace(/-+$/, "");
  if (cut === "") return "sweep";
  return RESERVED.test(cut) ? `${cut}-sweep` : cut;
}

/**
 * The name of a sweep's file, e.g. `gain-unroll.logGradientRatio.png`.
 * @param parts what stands behind the sweep's name, the ending last
 * @param isPartial whether results are still missing, which the name then says
 */
export function fileName({ name }: Pick<SweepSpec, "name">, parts: readonly string[], isPartial = false) {
  return [safeName(name), ...(isPartial ? ["partial"] : []), ...parts].join(".");
}
