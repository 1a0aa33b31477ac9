// The words of the page's texts that a newcomer does not know, each explained in a sentence or two; and how a text is searched
// for them.

import type { TextPiece } from "./Terms.tsx";

/** A word, in the forms in which texts say it, and what it means. */
interface Entry {
  readonly forms: readonly string[];
  readonly definition: string;
}

/** A longer form comes before a shorter one that it begins with. */
const entries: readonly Entry[] = [
  {
    forms: ["recurrent networks", "recurrent network"],
    definition:
      "A neural network that reads a sequence step by step and carries a state from each step to the next.",
  },
  {
    forms: ["feedback weight", "recurrent weights"],
    definition:
      "W_hh: what the state of one step is multiplied by on its way to the next. The same at every step; of several units, a matrix.",
  },
  {
    forms: ["learning rate", "rates"],
    definition: "How long a step of training is: the gradient times this number.",
  },
  {
    forms: ["gradient descent"],
    definition: "Training: every weight is moved a little against its gradient, again and again.",
  },
  {
    forms: ["gradient"],
    definition:
      "How strongly the loss reacts to a small change. Here it goes back through time, from the last step to the first.",
  },
  {
    forms: ["unrolled", "unroll"],
    definition: "T, the unroll length: the number of steps that the network reads before its error is taken.",
  },
  {
    forms: ["gains", "gain"],
    definition: "One number that scales all recurrent weights together. At 1 they are as they were drawn.",
  },
  { forms: ["bias"], definition: "A number added to what enters a unit, at every step." },
  { forms: ["ReLU"], definition: "max(0, x): lets positive numbers pass and makes 0 of negative ones." },
  {
    forms: ["tanh"],
    definition:
      "The hyperbolic tangent: squeezes every number between −1 and 1, and is flat at both ends, where hardly any gradient passes.",
  },
  {
    forms: ["units", "unit"],
    definition: "What holds a network’s memory: each unit’s state is one number, renewed at every step.",
  },
  {
    forms: ["saturates", "saturated", "saturation"],
    definition:
      "A saturated unit is pushed into the flat part of its activation, where hardly any gradient passes.",
  },
  {
    forms: ["converged", "target loss"],
    definition: "A network has converged when its loss is at or below the target set for it.",
  },
  {
    forms: ["diverges"],
    definition: "The loss grows past a million times what it was at first, or out of all numbers.",
  },
  {
    forms: ["loss"],
    definition: "How far off the outputs are from what they should be. 0 is perfect.",
  },
  {
    forms: ["clipped"],
    definition: "A gradient longer than a limit is shortened to it, its direction kept.",
  },
  {
    forms: ["momentum", "Momentum"],
    definition: "Each step of training keeps a share of the step before, as a rolling ball does.",
  },
  {
    forms: ["Adam"],
    definition:
      "An optimiser (Kingma and Ba 2015) whose steps have much the same length, however large the gradient is.",
  },
  {
    forms: ["initialiser"],
    definition: "The rule by which the weights are drawn before training.",
  },
  {
    forms: ["orthogonal"],
    definition: "A matrix that turns and mirrors, but keeps every length.",
  },
  { forms: ["Xavier"], definition: "Draws whose spread fits the number of units (Glorot and Bengio 2010)." },
  {
    forms: ["seed"],
    definition: "The number from which all random draws are made: the same seed, the same draws.",
  },
  {
    forms: ["RNN"],
    definition: "The plain recurrent network: one state, one matrix of recurrent weights, no gates.",
  },
  {
    forms: ["GRU"],
    definition:
      "Gated recurrent unit (Cho et al. 2014): gates decide how much of the state is renewed at a step.",
  },
  {
    forms: ["LSTM"],
    definition:
      "Long short-term memory (Hochreiter and Schmidhuber 1997): gates decide what is kept, what is added, and what is shown.",
  },
  {
    forms: ["gates"],
    definition: "Numbers between 0 and 1, computed anew at each step, that others are multiplied by.",
  },
  {
    forms: ["cells"],
    definition: "The kinds of recurrent unit: the plain RNN, the GRU and the LSTM.",
  },
  {
    forms: ["metric"],
    definition: "What is measured of every network and shown as its colour.",
  },
];

const definitions = new Map(entries.flatMap((entry) => entry.forms.map((form) => [form, entry] as const)));
const pattern = new RegExp(`\\b(${[...definitions.keys()].join("|")})\\b`, "g");

/** A text in pieces; each word of the glossary has its definition where it first comes up, and is plain from then on. */
export function glossed(text: string): TextPiece[] {
  const seen = new Set<Entry>();
  const pieces: TextPiece[] = [];
  let plain = 0;
  for (const { 0: form, index } of text.matchAll(pattern)) {
    const entry = definitions.get(form);
    if (entry === undefined || seen.has(entry)) continue;
    seen.add(entry);
    if (index > plain) pieces.push({ text: text.slice(plain, index), definition: null });
    pieces.push({ text: form, definition: entry.definition });
    plain = index + form.length;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain), definition: null });
  return pieces;
}
