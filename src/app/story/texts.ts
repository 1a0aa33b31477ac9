// What the scenes say: a title, at most sixty words each, and one thing to do. A word in braces is a term with a definition.

import type { TextPiece } from "../Terms.tsx";
import { terms } from "./terms.ts";

/** The words of a scene. */
export interface SceneText {
  readonly title: string;
  readonly story: string;
  readonly todo: string;
}

export const texts: readonly SceneText[] = [
  {
    title: "A loop lets yesterday speak",
    story:
      "A {network} reads {prices} day by day. What its {unit} holds today comes back tomorrow through a loop, multiplied by one number: the {feedback weight}. So yesterday’s price has a say in tomorrow’s prediction.",
    todo: "Slide the feedback weight: at 0, yesterday is forgotten. The strip shows the {loss} of every weight at once.",
  },
  {
    title: "Unroll it: more copies, no new weights",
    story:
      "Drawn once per day, the loop becomes a chain: that is {unrolling}. All copies share the same weights and biases, so two days or thirty, five {parameters} are all there is to learn. On the map every pixel is one such network: feedback weight across, days up.",
    todo: "Slide the days, and watch the count stay at five.",
  },
  {
    title: "Four cases to learn",
    story:
      "Given yesterday and today, what comes tomorrow? The colour is the {loss} over four cases, for every pair of {feedback weight} and {input weight}. The surprise: at feedback weight 0 it is nearly 0, if only the input weight is large. Today’s price alone decides these four cases.",
    todo: "Click into the map, and see which of the four cases goes wrong.",
  },
  {
    title: "The gradient vanishes",
    story:
      "To learn from the first day, the {gradient} must travel back through every copy, and each one multiplies it by the {feedback weight} or less. Halved fifty times, next to nothing is left: in the purple middle the steps of {training} become tiny and never arrive.",
    todo: "Click in the middle of the map: the bars shrink from right to left.",
  },
  {
    title: "The gradient explodes",
    story:
      "On the orange flanks of the last map, weights beyond −1 and 1, the same product grows. Here every pixel is a network after {training}, its {learning rate} upwards. In the middle they learn; on the flanks huge gradients make steps too long, and the loss bounces or {diverges}.",
    todo: "Open one of each, and compare their curves.",
  },
  {
    title: "LSTM to the rescue",
    story:
      "An {LSTM} carries a second value, the {cell state}, past the weights: only a {forget gate} touches it, here 95 % open. Same axes, same colours: where the plain {RNN} has lost its gradient, the LSTM’s arrives nearly whole. It is no cure for all: larger {gains} still explode it.",
    todo: "Open the same place in all three, and compare the bars.",
  },
];

/** A text cut at its terms; a term without a definition is a mistake of the author's. */
export function piecesOf(text: string): TextPiece[] {
  return text.split(/\{([^}]+)\}/).map((part, i) => {
    if (i % 2 === 0) return { text: part, definition: null };
    if (!Object.hasOwn(terms, part)) throw new Error(`no definition of “${part}”`);
    return { text: part, definition: terms[part as keyof typeof terms] };
  });
}
