// The catalog of cells: one line each; the keys are the allowed values of `model.cell`.

import type { Cell } from "./cell.ts";
import { gru } from "./gru.ts";
import { lstm } from "./lstm.ts";
import { rnn } from "./rnn.ts";

export const cells = { rnn, gru, lstm } satisfies Record<string, Cell>;

export type CellName = keyof typeof cells;
export { type Cell, isBounded, readsActivation } from "./cell.ts";
