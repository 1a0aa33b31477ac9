// A session: one sweep's events from plan to end, however it ends.

import { describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import type { LabEvent } from "../../src/lab/events.ts";
import { SweepSession } from "../../src/lab/session.ts";
import { sound } from "./draw.ts";
import { FakeEngine, onlyReference, settle } from "./fakeEngine.ts";

describe("a session", () => {
  const spec = sound({ axes: [{ param: "init.bias", from: 0, to: 1, count: 12 }] });
  const start = (engine: Engine, choice: "auto" | "webgpu" = "auto") => {
    const events: LabEvent[] = [];
    const session = new SweepSession((event) => events.push(event));
    const ended = session.run(spec, choice, onlyReference(engine));
    const kinds = () => events.map((event) => event.kind);
    return { events, session, ended, kinds };
  };

  it("tells its plan, every chunk, its progress and its end, all of it plain data", async () => {
    const { events, ended, kinds } = start(new FakeEngine(2, true));
    await ended;
    expect(kinds()[0]).toBe("planned");
    expect(kinds().filter((kind) => kind === "chunk")).toHaveLength(12);
    expect(kinds().at(-1)).toBe("done");
    expect(events.findLast((event) => event.kind === "progress")).toMatchObject({ done: 12, networks: 12 });
    expect(structuredClone(events)).toEqual(events);
  });

  it("pauses, resumes and is cancelled, and says so each time", async () => {
    const engine = new FakeEngine(1);
    const { events, session, ended, kinds } = start(engine);
    await settle();
    session.pause();
    expect(events.at(-1)).toMatchObject({ kind: "progress", state: "paused" });
    engine.started[0].finish();
    await settle();
    expect(engine.started).toHaveLength(1);
    session.resume();
    expect(events.at(-1)).toMatchObject({ kind: "progress", state: "running" });
    await settle();
    expect(engine.started).toHaveLength(2);
    session.cancel();
    engine.started[1].finish();
    await ended;
    expect(kinds().at(-1)).toBe("cancelled");
    // What was under way when the user cancelled is of no interest any more.
    expect(kinds().filter((kind) => kind === "chunk")).toHaveLength(1);
  });

  it("is cancelled, not done, where only its last tile was left", async () => {
    const engine = new FakeEngine(12);
    const { session, ended, kinds } = start(engine);
    await settle();
    for (const job of engine.started.slice(0, 11)) job.finish();
    await settle();
    session.cancel();
    engine.started[11].finish();
    await ended;
    expect(kinds()).not.toContain("done");
    expect(kinds().at(-1)).toBe("cancelled");
  });

  it("tells a failure as an event, be it of a tile or of the choice of an engine", async () => {
    const engine = new FakeEngine(1);
    const failing = start(engine);
    await settle();
    engine.started[0].fail(new Error("device lost"));
    await failing.ended;
    expect(failing.events.at(-1)).toEqual({ kind: "failed", message: "device lost" });
    const refused = start(engine, "webgpu");
    await refused.ended;
    expect(refused.events).toEqual([{ kind: "failed", message: expect.stringContaining("none here") }]);
  });
});
