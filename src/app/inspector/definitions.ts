// What the symbols of the inspector mean: one sentence each, shown where they stand.

export const definitions = {
  weight_hh:
    "W_hh, the recurrent (feedback) weights [H][H], one such matrix per gate: used again at every step. Unrolling never adds a parameter.",
  weight_ih: "W_ih, the input weights [H][I], one such matrix per gate: the same at every step.",
  weight_out: "W_out, the readout weights [O][H]: the prediction ŷ is linear in the last hidden state.",
  cellState:
    "The cell state c_t = f ∘ c_(t−1) + i ∘ g: it goes on from step to step without passing W_hh, shrunk by the forget gate f alone. On this path a gradient can last.",
  stateGradient:
    "‖∂L/∂s_t‖: how strongly the loss would react to a small change of the state at step t (h_t, of an lstm h_t and c_t together); Euclidean norm over batch and units, on a log scale.",
  output: "The network's prediction ŷ for this sequence, in target units, at its initial weights.",
  outputAfter: "The network's prediction ŷ for this sequence, in target units, after the last update.",
  target: "What the network should have predicted, in target units.",
  lossCurve:
    "The loss after so many updates, in squared target units: the mean over batch and outputs of (y − target)². Where a pixel holds several steps, from the lowest to the highest.",
  gradientNorm:
    "‖g‖: the Euclidean norm of ∂L/∂(all parameters) from which an update was made, before clipping; in loss per parameter unit.",
  sequence: "The inputs of this sequence, step by step.",
  jacobian:
    "log10 of the spectral norm of ∂s_T/∂s_0 for this sequence, in powers of ten: the most that a change of the first state can do to the last one.",
} as const;
