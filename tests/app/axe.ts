// What axe finds wrong with a page. Asked in the page itself, for faults only: the same rules in a quarter of the time, for
// axe's other way goes over a second page for the sake of foreign frames, of which this page has none.

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright";

/** A line for each rule that is broken: its name, and where; `within` and `without` are selectors of what is looked at. */
export async function violations(
  page: Page,
  { within, without }: { within?: string; without?: string } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  if (within !== undefined) axe.include(within);
  if (without !== undefined) axe.exclude(without);
  const { violations: found } = await axe.analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(" ")} ${html}`).join(", ")}`,
  );
}
