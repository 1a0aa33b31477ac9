// What all cells share, the twin of src/model/cells/cell.ts: what one unit takes and gives at one step, for four sequences.
// For gradients in scaled numbers, and for training in plain ones: there a factor below 10^-37 may count as nothing.

// A number of each gate, plain and scaled; what the tape keeps of a step; a state, or a gradient or tangent of one.
alias Gates = array<vec4f, GATES>;
alias Gates4 = array<Scaled4, GATES>;
alias Kept4 = array<Scaled4, KEPT>;
alias State4 = array<Scaled4, PARTS>;

// What the tape keeps of a step beside h, and the state after it.
struct CellForward { kept: Kept4, state: State4 }

// ∂L/∂(W_hh h_(t−1)) and ∂L/∂(W_ih x_t + b) per gate, and what reaches s_(t−1) without passing W_hh.
struct CellBackward {
  recurrent: Gates4,
  input: Gates4,
  direct: State4,
}

// The gates' δ of one unit as its network has agreed on them: under one power of two for the recurrent products, and one for
// the input's.
struct CellDelta {
  recurrent: Gates,
  recurrentExponent: vec4i,
  input: Gates,
  inputExponent: vec4i,
}

// The power of two of the largest among the gates' numbers.
fn cellLargestExponent(own: Gates4) -> vec4i {
  var largest = vec4i(NO_EXPONENT);
  for (var q = 0u; q < GATES; q++) {
    largest = max(largest, scaledExponentSum(scaledExponentOf(own[q].mantissa), own[q].exponent));
  }
  return largest;
}

const CELL_ZERO = Scaled4(vec4f(0.0), vec4i(NO_EXPONENT));

// In training: a state; a step's pre-activations; what the tape keeps of it, which is those and, where the state is no mere
// function of them, the state.
alias PlainState = array<vec4f, PARTS>;
alias Gathered = array<vec4f, PLAIN_PRE>;
alias PlainRows = array<vec4f, PLAIN_KEPT>;

struct PlainForward { kept: Gathered, state: PlainState }
struct PlainBackward { recurrent: Gates, input: Gates, direct: PlainState }
