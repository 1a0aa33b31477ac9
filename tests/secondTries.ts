// Says which tests passed only when they were tried again, and why they failed before: on a machine that somebody else also
// uses, a browser may lose a race once, but what does so more than a few times in a run is a fault.

import type { Reporter, TestModule } from "vitest/node";

/** More of them, and the run has failed. */
const MOST = 3;

export default class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules
      .flatMap(({ children }) => [...children.allTests("passed")])
      .filter((test) => test.diagnostic()?.flaky === true);
    if (tests.length === 0) return;
    console.log(`${tests.length} passed only at the second try (${MOST} are allowed):`);
    for (const test of tests) {
      const [first] = test.result().errors ?? [];
      console.log(
        `  ${test.module.relativeModuleId} > ${test.fullName}: ${first?.message ?? "no reason told"}`,
      );
    }
    if (tests.length > MOST) process.exitCode = 1;
  }
}
