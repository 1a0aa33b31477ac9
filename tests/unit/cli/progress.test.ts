// What a run says of its progress: counted in points, whatever the replicates.

import { expect, it } from "vitest";
import { progressText } from "../../../src/cli/progress.ts";

it("tells points, rate and time left", () => {
  const progress = { done: 600, share: 0.25, networks: 2400, networksPerSecond: 20.04, secondsLeft: 89.9 };
  expect(progressText(progress, 1)).toBe("600 of 2400 points (25 %), 20 points/s, 1:30 min left");
  expect(progressText(progress, 4)).toBe("150 of 600 points (25 %), 5.01 points/s, 1:30 min left");
  expect(progressText({ ...progress, done: 2400, share: 1, secondsLeft: 0 }, 1)).toMatch(
    /\(100 %\), .*, done$/,
  );
  expect(progressText({ ...progress, secondsLeft: 3725 }, 1)).toMatch(/1:02:05 h left$/);
});

it("tells the share of the whole work, networks in training counted in, and 100 % only when all is done", () => {
  const progress = { done: 0, networks: 4, networksPerSecond: 0.01, secondsLeft: 250 };
  expect(progressText({ ...progress, share: 0.624 }, 1)).toMatch(/^0 of 4 points \(62 %\), /);
  expect(progressText({ ...progress, share: 1 }, 1)).toContain("(99 %)");
  expect(progressText({ ...progress, done: 4, share: 1 }, 1)).toContain("(100 %)");
});
