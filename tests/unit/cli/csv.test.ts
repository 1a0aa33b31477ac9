// Prices from a CSV file in the terminal: they end up in the spec, and everything wrong with the file is said at once.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, fileWith, folder } from "./command.ts";

const TIMEOUT = 60_000;
const german = "Datum;Kurs;Menge\n1.1.2020;10,5;1\n2.1.2020;11;2\n3.1.2020;12,25;3\n4.1.2020;11,5;4\n";
const scalar = { model: { hidden: 1 }, task: { unroll: 3 } };

describe("--csv", { timeout: TIMEOUT }, () => {
  it("makes a column the task's series, in `run` so that the results' spec.json runs again without the file", async () => {
    const at = folder();
    const spec = fileWith(join(at, "spec.json"), scalar);
    const csv = fileWith(join(at, "prices.csv"), german);
    const out = join(at, "out");
    const ran = await command(["run", spec, "--out", out, "--csv", csv, "--column", "Kurs"]);
    expect(ran.code, ran.stderr).toBe(0);
    const written = JSON.parse(readFileSync(join(out, "spec.json"), "utf8"));
    expect(written.task).toMatchObject({ kind: "series", unroll: 3, series: [[10.5, 11, 12.25, 11.5]] });
    const [fromFile, again] = await Promise.all([
      command(["inspect", spec, "--csv", csv, "--column", "2"]),
      command(["inspect", join(out, "spec.json")]),
    ]);
    expect(fromFile).toMatchObject({ code: 0, stderr: "" });
    expect(again).toEqual(fromFile);
    // Control: another column is another data set.
    const other = await command(["inspect", spec, "--csv", csv, "--column", "Menge"]);
    expect(other.stdout).not.toBe(again.stdout);
  });

  it("with a bad file or a spec that has data already says all that is wrong, and does nothing", async () => {
    const at = folder();
    const spec = fileWith(join(at, "spec.json"), { task: { kind: "latch" }, seed: -1 });
    const bad = fileWith(join(at, "bad.csv"), "Close\n1\n\nx\n2\n");
    const good = fileWith(join(at, "good.csv"), german);
    const [cells, absent, taken, stray] = await Promise.all([
      command(["inspect", spec, "--csv", bad, "--colour", "red"]),
      command(["inspect", spec, "--csv", join(at, "nosuch.csv")]),
      command(["inspect", spec, "--csv", good, "--column", "Date"]),
      command(["inspect", spec, "--column", "Kurs"]),
    ]);
    for (const outcome of [cells, absent, taken, stray])
      expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(cells.stderr).toContain(`${bad}, row 4, column "Close": given "x"; allowed: a number\n`);
    expect(cells.stderr).toContain("--colour: given an option");
    expect(cells.stderr).toContain("seed: given -1");
    expect(absent.stderr).toContain(
      "nosuch.csv: given a file that does not exist; allowed: a CSV file of prices\n",
    );
    expect(taken.stderr).toContain('--column: given "Date"; allowed: the name or number');
    expect(stray.stderr).toContain('--column: given "Kurs"; allowed: only beside --csv');
    const other = await command(["inspect", spec, "--csv", good]);
    expect(other.stderr).toContain('task.kind: given "latch" beside --csv; allowed: only "series"');
  });

  it("refuses a file of fifty megabytes by its size alone", async () => {
    const at = folder();
    const spec = fileWith(join(at, "spec.json"), scalar);
    const large = fileWith(join(at, "large.csv"), "1\n2\n".repeat(12_500_000));
    const { code, stderr } = await command(["inspect", spec, "--csv", large]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `${large}: given 50.0 MB; allowed: a CSV file of at most 20 MB\n`,
    });
  });
});
