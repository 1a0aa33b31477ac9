// `npm run wgsl`: prints a program, prelude first, and says what it does not understand.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function wgsl(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", "src/cli/wgsl.ts", ...words];
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? Number.NaN), stdout, stderr }),
    );
  });
}

it("prints the program of the words, and refuses others with its usage", { timeout: 30_000 }, async () => {
  const [relu, tanh, unknown] = await Promise.all([wgsl("relu", "H=8"), wgsl(), wgsl("rleu")]);
  expect(relu).toMatchObject({ code: 0, stderr: "" });
  expect(relu.stdout).toMatch(/const \w+[^;]*= 8u?;/);
  expect(relu.stdout).toContain("reluValue");
  expect(tanh.stdout).toContain("tanhValue");
  expect(tanh.stdout).not.toContain("reluValue");
  expect(unknown).toMatchObject({ code: 2, stdout: "" });
  expect(unknown.stderr).toContain('unknown word "rleu"');
  expect(unknown.stderr).toContain("npm run wgsl -- ");
});
