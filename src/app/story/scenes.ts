// The six scenes of the story: which sweep each of them shows, and which of its networks is open at first. Small enough for
// the page's first load, so that a link to a scene starts its sweep at once; words and pictures follow when the story opens.

import { parseSpec, type SweepSpec } from "../../sweep/spec.ts";
import { STORY_SCENES, type View } from "../../sweep/view.ts";
import { scalar, scalarInit, scalarMetrics, trainedMetrics } from "../presets/scalar.ts";
import { threeCells } from "../presets/threeCells.ts";

/** A network worth opening: its grid indices, and what it shows. */
export interface ScenePoint {
  readonly label: string;
  readonly at: readonly number[];
}

/** A scene's sweep, as it would stand in a file, and its points; the first of them is open when the scene begins. */
export interface Scene {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly metric: string;
  /** Ends of the colour scale, where the automatic ones would not tell the story. */
  readonly limits?: readonly [number, number];
  readonly points: readonly ScenePoint[];
}

const notesModel = { cell: "rnn", activation: "relu", hidden: 1 };

/** The counts are such that every scene's map stands within a second on two cores. */
export const scenes: readonly Scene[] = [
  {
    metric: "loss",
    points: [
      { label: "Weight 0.5", at: [60] },
      { label: "Weight 0: no memory", at: [40] },
      { label: "Weight 1", at: [80] },
    ],
    spec: {
      version: 1,
      name: "The feedback loop: loss by feedback weight",
      model: notesModel,
      task: { kind: "prices", unroll: 2 },
      init: scalarInit,
      axes: [{ param: "init.recurrent.value", from: -1, to: 1, count: 81 }],
      metrics: ["loss", "logGradientRatio", "logGradientNorm"],
    },
  },
  {
    metric: "loss",
    limits: [0, 1],
    points: [
      { label: "3 days", at: [24, 2] },
      { label: "8 days", at: [24, 7] },
      { label: "30 days", at: [24, 29] },
    ],
    spec: {
      version: 1,
      name: "Unrolled: feedback weight × days",
      model: notesModel,
      task: { kind: "prices", unroll: 3, between: "hold" },
      init: scalarInit,
      axes: [
        { param: "init.recurrent.value", from: 0, to: 1, count: 65 },
        { param: "task.unroll", from: 1, to: 30, count: 30 },
      ],
      metrics: ["loss", "logGradientRatio", "logGradientNorm"],
    },
  },
  {
    metric: "loss",
    points: [
      { label: "A poor guess", at: [24, 10] },
      { label: "Feedback 0, input 6", at: [40, 60] },
      { label: "Feedback 1, input 6", at: [60, 60] },
    ],
    spec: {
      version: 1,
      name: "The four cases: loss by feedback and input weight",
      model: { cell: "rnn", activation: "tanh", hidden: 1 },
      task: { kind: "prices", unroll: 2 },
      init: scalarInit,
      axes: [
        { param: "init.recurrent.value", from: -2, to: 2, count: 81 },
        { param: "init.input.value", from: 0, to: 6, count: 61 },
      ],
      metrics: ["loss", "logLoss", "logGradientNorm"],
    },
  },
  {
    metric: "logGradientRatio",
    points: [
      { label: "Weight 0.5, 50 days", at: [100, 49] },
      { label: "Weight 0.9, 50 days", at: [116, 49] },
      { label: "Weight 0.5, 5 days", at: [100, 4] },
    ],
    spec: {
      ...scalar.spec,
      name: "Vanishing: feedback weight × days",
      axes: [
        { param: "init.recurrent.value", from: -2, to: 2, count: 161 },
        { param: "task.unroll", from: 1, to: 100, count: 100 },
      ],
      metrics: scalarMetrics,
    },
  },
  {
    metric: "outcome",
    points: [
      { label: "Diverges", at: [56, 20] },
      { label: "Bounces", at: [54, 24] },
      { label: "Learns", at: [36, 33] },
    ],
    spec: {
      version: 1,
      name: "Exploding: feedback weight × learning rate",
      mode: "training",
      model: { cell: "rnn", activation: "identity", hidden: 1 },
      task: { kind: "prices", unroll: 6 },
      init: scalarInit,
      training: { optimizer: "sgd", steps: 120, targetLoss: 0.07 },
      axes: [
        { param: "init.recurrent.value", from: -2, to: 2, count: 65 },
        { param: "training.learningRate", from: 0.001, to: 1, count: 49, scale: "log" },
      ],
      metrics: trainedMetrics,
    },
  },
  {
    metric: "logGradientRatio",
    points: [
      { label: "RNN, gain 0.3, 108 days", at: [0, 3, 18] },
      { label: "GRU, the same", at: [1, 3, 18] },
      { label: "LSTM, the same", at: [2, 3, 18] },
    ],
    spec: {
      ...threeCells.spec,
      name: "LSTM to the rescue: three cells, gain × days",
      axes: [
        { param: "model.cell", values: ["rnn", "gru", "lstm"] },
        { param: "init.recurrent.gain", from: 0, to: 2, count: 21 },
        { param: "task.unroll", from: 1, to: 512, count: 25, scale: "log" },
      ],
    },
  },
];

/** The view of a scene, counted from 1, with one of its points open. */
export function sceneView(number: number, point: ScenePoint = sceneOf(number).points[0]): View {
  const { metric, limits } = sceneOf(number);
  const view: View = { page: "story", scene: number, metric, point: [...point.at, 0] };
  return limits === undefined ? view : { ...view, limits };
}

/** The whole spec of a scene, counted from 1. */
export function sceneSpec(number: number): SweepSpec {
  const parsed = parseSpec(sceneOf(number).spec);
  if (!parsed.ok) throw new Error(`scene ${number} is not a sound spec`);
  return parsed.value;
}

/** A scene, counted from 1; the nearest where there is none of that number. */
export function sceneOf(number: number): Scene {
  return scenes[Math.min(Math.max(number, 1), STORY_SCENES) - 1];
}
