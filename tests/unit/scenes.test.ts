// The story's scenes: six sweeps that are sound and small, links that come back, words with definitions, and points that
// show what they promise.

import { describe, expect, test } from "vitest";
import { keepView, showsMap } from "../../src/app/state/view.ts";
import { daysOf } from "../../src/app/story/dayByDay.ts";
import { sceneSpec, scenes, sceneView } from "../../src/app/story/scenes.ts";
import { isSwipe } from "../../src/app/story/swipe.ts";
import { piecesOf, texts } from "../../src/app/story/texts.ts";
import { ReferenceEngine } from "../../src/engine/reference.ts";
import { factorsOf, shapeOf } from "../../src/store/figure/arrangement.ts";
import { pointOf, viewMistakes } from "../../src/store/figure/viewed.ts";
import { formatAddress, parseAddress } from "../../src/sweep/address.ts";
import { specAt } from "../../src/sweep/axis.ts";
import { isStructural } from "../../src/sweep/point.ts";
import { STORY_SCENES } from "../../src/sweep/view.ts";

const numbers = scenes.map((_, i) => i + 1);
/** A scene's map is to stand within a second on two cores. */
const MOST_NETWORKS = 20_000;
const MOST_WORDS = 60;

const inspect = (number: number, at: readonly number[]) =>
  new ReferenceEngine().inspect(specAt(sceneSpec(number), [...at, 0]), 0);

describe("the scenes", () => {
  test("are six, in the order of the notes, each with its words", () => {
    expect(scenes.length).toBe(STORY_SCENES);
    expect(texts.length).toBe(STORY_SCENES);
    expect(texts.map(({ title }) => title)).toEqual([
      expect.stringContaining("loop"),
      expect.stringContaining("Unroll"),
      expect.stringContaining("Four cases"),
      expect.stringContaining("vanishes"),
      expect.stringContaining("explodes"),
      expect.stringContaining("LSTM"),
    ]);
  });

  test.each(numbers)("scene %i comes back from its link, and its points lie on its map", (number) => {
    const spec = sceneSpec(number);
    for (const point of scenes[number - 1].points) {
      const view = sceneView(number, point);
      const parsed = parseAddress(formatAddress({ spec, view }));
      expect(parsed).toEqual({ ok: true, value: { spec, view } });
      expect(viewMistakes(spec, view, factorsOf(spec))).toEqual([]);
      expect(pointOf(shapeOf(spec), view)).toEqual([...point.at, 0]);
    }
    // The control: a point past the end is told.
    const beyond = { ...sceneView(number), point: shapeOf(spec) };
    expect(viewMistakes(spec, beyond, factorsOf(spec))).not.toEqual([]);
  });

  test.each(numbers)("scene %i is small: few networks, and no structure for each of them", (number) => {
    const spec = sceneSpec(number);
    expect(shapeOf(spec).reduce((a, b) => a * b, 1)).toBeLessThanOrEqual(MOST_NETWORKS);
    const structural = spec.axes.filter(({ param }) => isStructural(param));
    expect(structural.map(({ param }) => param)).toEqual(number === 6 ? ["model.cell"] : []);
  });

  test.each(numbers)("scene %i is told in at most sixty words, every term with a definition", (number) => {
    const { story, todo } = texts[number - 1];
    expect(story.split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS);
    for (const { text, definition } of piecesOf(`${story} ${todo}`))
      expect(text === "" || definition !== "").toBe(true);
  });

  test("a term that nobody explains is a mistake", () => {
    expect(() => piecesOf("an {unheard-of} word")).toThrow("unheard-of");
  });

  test("a link to a scene that there is not is refused, with what is allowed", () => {
    for (const scene of ["0", "7", "1.5", '"x"']) {
      const parsed = parseAddress(`view.page=story&view.scene=${scene}`);
      expect(parsed.ok ? [] : parsed.mistakes).toMatchObject([
        { path: "view.scene", allowed: "an integer from 1 to 6" },
      ]);
    }
  });

  test("show the map, and another sweep than theirs leaves them", () => {
    expect(
      [{}, sceneView(2), { page: "kept" }, { page: "bench" }].map((view) => showsMap(view as object)),
    ).toEqual([true, true, false, false]);
    expect(keepView(sceneView(1), sceneSpec(1), sceneSpec(2))).not.toHaveProperty("page");
    expect(keepView({ page: "kept" }, sceneSpec(1), sceneSpec(2))).toHaveProperty("page", "kept");
  });
});

describe("what the scenes promise", () => {
  test("the first scene's days are the replay's: its prediction is the state on the last day", async () => {
    for (const { at } of scenes[0].points) {
      const days = daysOf(specAt(sceneSpec(1), [...at, 0]), 2);
      const { outputs } = await inspect(1, at);
      expect(days.map(({ price }) => price)).toEqual([1, 0.5]);
      expect(days[1].state).toBeCloseTo(outputs[2][0], 12);
      expect(days[1].fromLoop).toBeCloseTo(weightOf(at) * days[0].state, 12);
      // The control: another case has another prediction.
      expect(days[1].state).not.toBeCloseTo(outputs[0][0], 12);
    }
  });

  test("the four cases are solved without memory, and not by the poor guess", async () => {
    const [poor, without] = await Promise.all(scenes[2].points.map(({ at }) => inspect(3, at)));
    expect(without.loss).toBeLessThan(1e-4);
    expect(poor.loss).toBeGreaterThan(0.1);
  });

  test("the gradient vanishes in the fourth scene, far less so over few days", async () => {
    const [far, , near] = await Promise.all(scenes[3].points.map(({ at }) => inspect(4, at)));
    expect(far.metrics.logGradientRatio).toBeLessThan(-10);
    expect(near.metrics.logGradientRatio).toBeGreaterThan(-3);
  });

  test("training diverges, bounces and learns where the fifth scene says so", async () => {
    const told = await Promise.all(scenes[4].points.map(({ at }) => inspect(5, at)));
    expect(told.map(({ training }) => training?.outcomeName)).toEqual(["diverged", "bouncing", "converged"]);
  });

  test("in the sixth scene the LSTM keeps what the RNN has lost", async () => {
    const [rnn, , lstm] = await Promise.all(scenes[5].points.map(({ at }) => inspect(6, at)));
    expect(rnn.metrics.logGradientRatio).toBeLessThan(-20);
    expect(Math.abs(lstm.metrics.logGradientRatio)).toBeLessThan(1);
  });
});

describe("a swipe", () => {
  test("is far, level and quick", () => {
    expect(isSwipe(-120, 20, 200)).toBe(true);
    expect(isSwipe(120, -20, 200)).toBe(true);
    expect([isSwipe(-30, 0, 200), isSwipe(-120, 100, 200), isSwipe(-120, 20, 2000)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

/** The feedback weight at a position of the first scene's axis. */
function weightOf(at: readonly number[]): number {
  return -1 + (2 * at[0]) / 80;
}
