// The bundle's run.sh, with a shell script in the place of Node: where it unpacks, what it hands on, and what it says to a
// machine that cannot run it. The whole bundle runs in tests/app/bundle.test.ts.

import { type ChildProcess, execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fileWith, folder, type Outcome } from "./command.ts";

const script = fileURLToPath(new URL("../../../bench/bundle/run.sh", import.meta.url));
const NAME = "vanishing-point-test";
const TIMEOUT = 60_000;

/** Answers what run.sh asks of Node: its version, whether a library opens, the bench. */
const NODE = `#!/bin/sh
case "$1" in
--version) echo v0.0.0 ;;
-e)
  case " \${STUB_BROKEN:-} " in *" \${3##*/} "*) echo "\${3##*/}: version GLIBC_9.99 not found"; exit 1 ;; esac
  case "$3:\${LD_LIBRARY_PATH:-}" in libvulkan.so.1:) echo "$3: cannot open shared object file"; exit 1 ;; esac ;;
*)
  [ -z "\${STUB_SLEEPS:-}" ] || exec sleep 30
  echo "progress" >&2
  echo "{\\"words\\": \\"$*\\", \\"home\\": \\"$HOME\\", \\"options\\": \\"\${NODE_OPTIONS:-}\\"}"
  exit "\${STUB_CODE:-0}" ;;
esac
`;
/** The environment of a machine on which nothing is missing. */
const whole = { LD_LIBRARY_PATH: "/nowhere", VK_DRIVER_FILES: "/nowhere/icd.json" };

/** A bundle as the packer lays it out, in a folder that others may enter. */
function bundle(): string {
  const at = folder();
  chmodSync(at, 0o755);
  const inner = join(at, NAME);
  mkdirSync(join(inner, "bin"), { recursive: true });
  chmodSync(fileWith(join(inner, "bin", "node"), NODE), 0o755);
  execFileSync("tar", ["-C", at, "-czf", join(at, `${NAME}.tar.gz`), NAME]);
  execFileSync("rm", ["-r", inner]);
  copyFileSync(script, join(at, "run.sh"));
  return at;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  /** Run by a user who may read the bundle and not write to it. */
  readonly stranger?: boolean;
  readonly during?: (child: ChildProcess) => void;
}

/** Runs run.sh from another folder, with nothing in its environment but what is given. */
function run(
  at: string,
  { env = whole, words = [], stranger = false, during }: Surroundings = {},
): Promise<Outcome> {
  // Root may write anywhere; nobody may not.
  const user = stranger && process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const options = { cwd: "/", env: { PATH: "/usr/bin:/bin", ...env }, ...user };
  return new Promise((resolve) => {
    const child = execFile("sh", [join(at, "run.sh"), ...words], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? Number.NaN), stdout, stderr });
    });
    during?.(child);
  });
}

describe.skipIf(`${process.platform}-${process.arch}` !== "linux-x64")("run.sh", { timeout: TIMEOUT }, () => {
  it("unpacks beside itself once, hands its words to the bench, and prints what the bench prints and nothing else", async () => {
    const at = bundle();
    const first = await run(at, {
      words: ["--quick", "two words"],
      env: { ...whole, NODE_OPTIONS: "--no-such" },
    });
    const { words, home, options } = JSON.parse(first.stdout);
    expect(words).toBe(`${at}/${NAME}/src/cli/main.js bench --json --quick two words`);
    expect({ home, options, code: first.code }).toEqual({ home: "/", options: "", code: 0 });
    expect(first.stderr).toContain(`unpacking into ${at}/${NAME}`);
    expect(first.stderr).toContain("progress");
    writeFileSync(join(at, NAME, "mark"), "");
    const again = await run(at);
    expect(again.stderr).not.toContain("unpacking");
    expect(readdirSync(at).sort()).toEqual(["run.sh", NAME, `${NAME}.tar.gz`]);
    expect(existsSync(join(at, NAME, "mark"))).toBe(true);
  });

  it.each([1, 2, 130])("ends with the bench's exit code %i", async (code) => {
    expect((await run(bundle(), { env: { ...whole, STUB_CODE: String(code) } })).code).toBe(code);
  });

  it("takes a folder under TMPDIR where it may not write or not run programs, and leaves nothing there", async () => {
    const [at, temporary] = [bundle(), folder()];
    chmodSync(temporary, 0o777);
    chmodSync(at, 0o555);
    const env = { ...whole, TMPDIR: temporary };
    const readOnly = await run(at, { env, stranger: true });
    expect(readOnly.code, readOnly.stderr).toBe(0);
    expect(JSON.parse(readOnly.stdout).words).toContain(`${temporary}/vanishing-point.`);
    expect(readdirSync(at).sort()).toEqual(["run.sh", `${NAME}.tar.gz`]);
    expect(readdirSync(temporary)).toEqual([]);

    chmodSync(at, 0o755);
    expect((await run(at, { env })).stderr).toContain(`unpacking into ${at}/${NAME}`);
    chmodSync(join(at, NAME, "bin", "node"), 0o644);
    expect(JSON.parse((await run(at, { env })).stdout).words).toContain(`${temporary}/vanishing-point.`);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("passes SIGTERM on to the bench and cleans up after it", async () => {
    const [at, temporary] = [bundle(), folder()];
    chmodSync(temporary, 0o777);
    chmodSync(at, 0o555);
    const outcome = await run(at, {
      env: { ...whole, TMPDIR: temporary, STUB_SLEEPS: "yes" },
      stranger: true,
      during: (child) =>
        child.stderr?.on("data", (text: string) => {
          if (text.includes("running the bench")) setTimeout(() => child.kill("SIGTERM"), 200);
        }),
    });
    // Whoever is not root could not remove it otherwise.
    chmodSync(at, 0o755);
    expect(outcome.code, outcome.stderr).toBe(143);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("says what a machine lacks on which it cannot run, with exit code 3 and no output", async () => {
    const otherMachine = join(folder(), "bin");
    mkdirSync(otherMachine);
    chmodSync(
      fileWith(join(otherMachine, "uname"), '#!/bin/sh\n[ "$1" = -m ] && echo aarch64 || echo Linux\n'),
      0o755,
    );
    const [incomplete, damaged] = [bundle(), bundle()];
    execFileSync("rm", [join(incomplete, `${NAME}.tar.gz`)]);
    const archive = join(damaged, `${NAME}.tar.gz`);
    writeFileSync(archive, readFileSync(archive).subarray(0, 200));
    const [arm, alone, cut, old] = await Promise.all([
      run(bundle(), { env: { ...whole, PATH: `${otherMachine}:/usr/bin:/bin` } }),
      run(incomplete),
      run(damaged),
      run(bundle(), { env: { ...whole, STUB_BROKEN: "dawn.node" } }),
    ]);
    for (const outcome of [arm, alone, cut, old]) expect(outcome).toMatchObject({ code: 3, stdout: "" });
    expect(arm.stderr).toContain("given Linux on aarch64; allowed: Linux on x86_64");
    expect(alone.stderr).toContain("copy the whole folder");
    expect(cut.stderr).toContain("damaged (copy it again)");
    expect(readdirSync(damaged).sort()).toEqual(["run.sh", `${NAME}.tar.gz`]);
    expect(old.stderr).toContain("GLIBC_9.99 not found");
    expect(old.stderr).toContain("need glibc 2.34 or later");
  });

  it("measures without a GPU where the Vulkan loader is missing, says so first and last, and takes one beside itself", async () => {
    const at = bundle();
    const without = await run(at, { env: {} });
    expect(without.code).toBe(0);
    expect(without.stderr.match(/libvulkan\.so\.1 is not installed/g)).toHaveLength(2);
    expect(without.stderr).toContain("apt-get install");
    fileWith(join(at, "libvulkan.so.1"), "");
    const beside = await run(at, { env: { VK_DRIVER_FILES: "/nowhere/icd.json" } });
    expect(beside.stderr).toContain("using the Vulkan loader beside run.sh");
    expect(beside.stderr).not.toContain("no GPU can be used");
  });
});

describe("bench:bundle", { timeout: TIMEOUT }, () => {
  it("says all that is wrong with its words at once, and packs nothing", async () => {
    const at = folder();
    fileWith(join(at, "kept"), "");
    const outcome = await new Promise<Outcome>((resolve) => {
      const words = ["--import", "tsx", "bench/bundle.ts", at, "other"];
      execFile(process.execPath, words, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain("OUT: given 2 words; allowed: one folder");
    expect(outcome.stderr).toContain("which is not empty; allowed: an empty folder or a new one");
    expect(readdirSync(at)).toEqual(["kept"]);
  });
});
