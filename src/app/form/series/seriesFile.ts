// The CSV file under the user's hands: what was read of it, which column is taken, and what is wrong with it. Only prices
// that the task can use reach the draft; until then the data before stay.

import { batch, computed, signal } from "@preact/signals";
import { fetched } from "../../../lab/fetched.ts";
import type { CsvTable } from "../../../sweep/csv/table.ts";
import { type Mistake, messageOf, type Parsed } from "../../../sweep/mistakes.ts";
import { parseSpec } from "../../../sweep/spec.ts";
import type { SpecDraft } from "../../state/draft.ts";
import { withTaskKind } from "../kinds.ts";
import { valueAt, withValue } from "../value.ts";

/** A file that was read, and what was taken of it. */
interface OpenFile {
  /** What read it. */
  readonly read: Reading;
  readonly name: string;
  readonly table: CsvTable;
  /** A column's place from 0, or `*`. */
  readonly column: string;
  /** The prices that went into the draft. */
  readonly series: unknown;
}

export class SeriesFile {
  /** What is wrong with the file or column chosen last. */
  readonly mistakes = signal<readonly Mistake[]>([]);
  /** The name of that file. */
  readonly refused = signal("");
  /** Whether a file was ever chosen: its part of the form is then open. */
  readonly touched = signal(false);
  private readonly opened = signal<OpenFile | null>(null);
  /** The file that the draft's prices are from; null where they came with the link, the JSON, or are the sample's. */
  readonly current = computed(() => {
    const file = this.opened.value;
    return file !== null && valueAt(this.draft.raw.value, "task.series") === file.series ? file : null;
  });
  private asked = 0;

  constructor(private readonly draft: SpecDraft) {}

  /** Reads a file and takes its usual column; of several chosen quickly the last one counts. */
  async open(file: File): Promise<void> {
    this.asked++;
    const request = this.asked;
    this.touched.value = true;
    try {
      const read = await reading();
      const table = await tableOf(file, read);
      if (request !== this.asked) return;
      if (table.ok) this.take(read, file.name, table.value, String(read.usualColumn(table.value)));
      else this.refuse(file.name, table.mistakes);
    } catch (error) {
      const allowed = `a file that can be read: ${messageOf(error)}`;
      this.refuse(file.name, [{ path: "file", given: file.name, allowed }]);
    }
  }

  /** Another column of the same file. */
  choose(column: string): void {
    const { value: file } = this.current;
    if (file !== null) this.take(file.read, file.name, file.table, column);
  }

  /** Back to the prices that ship with the lab. */
  useSample(): void {
    this.refuse("", []);
    this.draft.edit(withValue(this.draft.raw.value, "task.series", null));
  }

  private take(read: Reading, name: string, table: CsvTable, column: string): void {
    const next = withPrices(this.draft.raw.value, read, table, column);
    batch(() => {
      this.refuse(name, next.ok ? [] : next.mistakes);
      if (!next.ok) return;
      this.opened.value = { read, name, table, column, series: valueAt(next.value, "task.series") };
      this.draft.edit(next.value);
    });
  }

  private refuse(name: string, mistakes: readonly Mistake[]): void {
    batch(() => {
      this.refused.value = name;
      this.mistakes.value = mistakes;
    });
  }
}

type Reading = typeof import("./readPrices.ts");

function reading(): Promise<Reading> {
  return fetched(() => import("./readPrices.ts"));
}

async function tableOf(file: File, { sizeMistake, readCsv }: Reading): Promise<Parsed<CsvTable>> {
  const size = sizeMistake(file.size);
  if (size !== null) return { ok: false, mistakes: [size] };
  try {
    return readCsv(await file.text());
  } catch {
    // A folder, or a file that was moved or locked since it was chosen.
    const mistake = { path: "file", given: "a file that cannot be read", allowed: "a CSV file of prices" };
    return { ok: false, mistakes: [mistake] };
  }
}

/** The draft with a column's prices as its task; refused where the task could not use them. */
function withPrices(
  raw: unknown,
  { ALL_COLUMNS, pricesIn }: Reading,
  table: CsvTable,
  column: string,
): Parsed<unknown> {
  const prices = pricesIn(table, column === ALL_COLUMNS ? table.numeric : [Number(column)]);
  if (!prices.ok) return prices;
  const spec = withValue(withTaskKind(raw, "series"), "task.series", prices.value);
  const parsed = parseSpec(spec);
  if (parsed.ok) return parsed;
  // Mistakes elsewhere in the form were there before, or are told there.
  const mistakes = parsed.mistakes.filter(({ path }) => path.startsWith("task.series"));
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: spec };
}
