// What the symbols of the inspector mean: one sentence each, shown where they stand.

export const definitions = {
  weight_hh:
    "W_hh, the recurrent (feedback) weights [H][H]: one matrix, used again at every step. Unrolling never adds a parameter.",
  weight_ih: "W_ih, the input weights [H][I]: the same at every step.",
  weight_out: "W_out, the readout weights [O][H]: the prediction ŷ is linear in the last hidden state.",
  state:
    "The hidden state h_t = φ(W_ih x_t + b + W_hh h_(t−1)), with h_0 = 0 unless the task says otherwise.",
  parameters:
    "How many numbers training may change: W_ih [H][I], W_hh [H][H], b [H], W_out [O][H] and the readout's bias [O].",
  stateGradient:
    "‖∂L/∂s_t‖: how strongly the loss would react to a small change of the state at step t; Euclidean norm over batch and units, on a log scale.",
  output: "The network's prediction ŷ for this sequence, in target units, at its initial weights.",
  outputAfter: "The network's prediction ŷ for this sequence, in target units, after the last update.",
  target: "What the network should have predicted, in target units.",
  lossCurve:
    "The loss after so many updates, in squared target units: the mean over batch and outputs of (y − target)². Where a pixel holds several steps, from the lowest to the highest.",
  gradientNorm:
    "‖g‖: the Euclidean norm of ∂L/∂(all parameters) from which an update was made, before clipping; in loss per parameter unit.",
  sequence: "The inputs of this sequence, step by step.",
  jacobian:
    "log10 of the spectral norm of ∂h_T/∂h_0 for this sequence, in powers of ten: the most that a change of the first state can do to the last one.",
} as const;
