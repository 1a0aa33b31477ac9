// What all optimisers share, the twin of src/model/optimizers/optimizer.ts: one update of one parameter.

// What an update needs beside the parameter: the run's settings, and how far Adam's averages have filled up.
struct OptimizerStep {
  learningRate: f32,
  momentum: f32,
  // 1 − β₁ᵏ and 1 − β₂ᵏ of this update; 0 before the first one.
  filled: vec2f,
}

struct OptimizerUpdate { parameter: f32, moments: vec2f }
