// A run's statistics, the twin of src/model/training/statistics.ts: a few numbers, however long the run.

struct Statistics {
  status: u32,
  // Updates made.
  step: u32,
  // −1 for never.
  stepsToTarget: i32,
  initialLoss: Scaled,
  finalLoss: Scaled,
  bestLoss: Scaled,
  // The sum of losses in two parts, so that a million terms do not wear it down: of up to 1024 steps, and before them.
  recentSum: Scaled,
  olderSum: Scaled,
  peakGradient: Scaled,
  bestBefore: Scaled,
  windowBest: Scaled,
  windowLowest: Scaled,
  windowHighest: Scaled,
}

const STATISTICS_BLOCK: u32 = 1024u;
const STATISTICS_ZERO = Scaled(0.0, NO_EXPONENT);

var<private> statistics: Statistics;
var<private> goal: Scaled;
var<private> highestAllowed: Scaled;

fn statisticsStart() {
  let zero = STATISTICS_ZERO;
  statistics = Statistics(RUNNING, 0u, -1, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero);
  goal = scaledNormalised(Scaled(network.targetLoss, 0));
  running = exists;
}

// Takes in the loss after `step` updates.
fn statisticsLoss(loss: Scaled) {
  let step = statistics.step;
  if (step == 0u) {
    statistics.initialLoss = loss;
    statistics.bestLoss = loss;
  }
  statistics.finalLoss = loss;
  statistics.bestLoss = statisticsSmaller(statistics.bestLoss, loss);
  if (statistics.stepsToTarget < 0 && !statisticsAbove(loss, goal)) { statistics.stepsToTarget = i32(step); }
  if (step <= network.windowStart) { statistics.bestBefore = statistics.bestLoss; }
  if (step == network.windowStart) {
    statistics.windowLowest = loss;
    statistics.windowHighest = loss;
  } else if (step > network.windowStart) {
    if (step == network.windowStart + 1u) { statistics.windowBest = loss; }
    statistics.windowBest = statisticsSmaller(statistics.windowBest, loss);
    statistics.windowLowest = statisticsSmaller(statistics.windowLowest, loss);
    statistics.windowHighest = scaledLarger(statistics.windowHighest, loss);
  }
  if (step == 0u) { statisticsLimit(); }
  if (statisticsAbove(loss, highestAllowed)) {
    statisticsEnd(DIVERGED);
  } else if (step == network.steps) {
    statisticsEnd(FINISHED);
  }
}

// The loss of the sequences that training never saw.
fn statisticsTest(loss: Scaled) {
  if (unit != 0u) { return; }
  let at = network.place * RESULT_STRIDE + RESULT_TEST_AT;
  results[at] = bitcast<u32>(loss.mantissa);
  results[at + 1u] = bitcast<u32>(loss.exponent);
}

// From which loss on the run has diverged; known once the initial loss is.
fn statisticsLimit() {
  let floor = scaledLarger(statistics.initialLoss, goal);
  highestAllowed = scaledNormalised(Scaled(floor.mantissa * DIVERGED_LOSS_FACTOR, floor.exponent));
}

// An update is about to be made from the loss observed last.
fn statisticsUpdate() {
  statistics.recentSum = scaledSum(statistics.recentSum, statistics.finalLoss);
  statistics.step++;
  if (statistics.step % STATISTICS_BLOCK == 0u) {
    statistics.olderSum = scaledSum(statistics.olderSum, statistics.recentSum);
    statistics.recentSum = STATISTICS_ZERO;
  }
}

fn statisticsEnd(status: u32) {
  statistics.status = status;
  running = false;
}

// a > b, both ≥ 0 and normalised.
fn statisticsAbove(a: Scaled, b: Scaled) -> bool {
  return a.exponent > b.exponent || (a.exponent == b.exponent && a.mantissa > b.mantissa);
}

fn statisticsSmaller(a: Scaled, b: Scaled) -> Scaled {
  if (statisticsAbove(a, b)) { return b; }
  return a;
}

fn statisticsLoad() {
  let at = network.place * RESULT_STRIDE;
  statistics.status = results[at + RESULT_STATUS_AT];
  statistics.step = results[at + RESULT_STEP_AT];
  statistics.stepsToTarget = bitcast<i32>(results[at + RESULT_STEPS_TO_TARGET_AT]);
  statistics.initialLoss = statisticsNumber(0u);
  statistics.finalLoss = statisticsNumber(1u);
  statistics.bestLoss = statisticsNumber(2u);
  statistics.recentSum = statisticsNumber(3u);
  statistics.olderSum = statisticsNumber(4u);
  statistics.peakGradient = statisticsNumber(5u);
  statistics.bestBefore = statisticsNumber(6u);
  statistics.windowBest = statisticsNumber(7u);
  statistics.windowLowest = statisticsNumber(8u);
  statistics.windowHighest = statisticsNumber(9u);
  goal = scaledNormalised(Scaled(network.targetLoss, 0));
  statisticsLimit();
  // A test comes when the training is over.
  running = exists && (statistics.status == RUNNING || slice.isTest == 1u);
}

// Written by one unit for all; with the canaries, for what stands here is a result at any time.
fn statisticsStore() {
  let at = network.place * RESULT_STRIDE;
  results[at] = CANARY ^ network.place;
  results[at + RESULT_STATUS_AT] = statistics.status;
  results[at + RESULT_STEP_AT] = statistics.step;
  results[at + RESULT_STEPS_TO_TARGET_AT] = bitcast<u32>(statistics.stepsToTarget);
  statisticsSetNumber(0u, statistics.initialLoss);
  statisticsSetNumber(1u, statistics.finalLoss);
  statisticsSetNumber(2u, statistics.bestLoss);
  statisticsSetNumber(3u, statistics.recentSum);
  statisticsSetNumber(4u, statistics.olderSum);
  statisticsSetNumber(5u, statistics.peakGradient);
  statisticsSetNumber(6u, statistics.bestBefore);
  statisticsSetNumber(7u, statistics.windowBest);
  statisticsSetNumber(8u, statistics.windowLowest);
  statisticsSetNumber(9u, statistics.windowHighest);
  results[at + RESULT_LAST_AT] = ~(CANARY ^ network.place);
}

fn statisticsNumber(number: u32) -> Scaled {
  let at = network.place * RESULT_STRIDE + RESULT_NUMBERS_AT + 2u * number;
  return Scaled(bitcast<f32>(results[at]), bitcast<i32>(results[at + 1u]));
}

fn statisticsSetNumber(number: u32, value: Scaled) {
  let at = network.place * RESULT_STRIDE + RESULT_NUMBERS_AT + 2u * number;
  results[at] = bitcast<u32>(value.mantissa);
  results[at + 1u] = bitcast<u32>(value.exponent);
}
