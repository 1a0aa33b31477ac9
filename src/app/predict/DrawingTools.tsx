// Beside the covered map: what to do, undo and clear, and the way out, with or without having predicted.

import { formatShare } from "../../store/figure/format.ts";
import { expectArrival } from "./arrival.ts";
import type { Prediction } from "./prediction.ts";

const REVEAL =
  "Uncovers the map and scores your lines. No line at all is a prediction, too: that there is no border.";
const LEAVE = "Uncovers the map without a prediction.";

export function DrawingTools({ prediction }: { prediction: Prediction }) {
  const isEmpty = prediction.drawing.value.length === 0;
  const isWaiting = prediction.isWaiting.value;
  return (
    <div class="predict-tools">
      <p class="buttons">
        <button
          type="button"
          data-definition={REVEAL}
          disabled={isWaiting}
          onClick={() => {
            expectArrival();
            prediction.reveal();
          }}
        >
          Reveal
        </button>
        <button type="button" class="quiet" disabled={isEmpty} onClick={() => prediction.undo()}>
          Undo line
        </button>
        <button type="button" class="quiet" disabled={isEmpty} onClick={() => prediction.clear()}>
          Clear
        </button>
        <button
          type="button"
          class="quiet"
          data-definition={LEAVE}
          onClick={() => {
            expectArrival();
            prediction.leave();
          }}
        >
          Show the map
        </button>
      </p>
      <p class="predict-how">
        {prediction.refusal.value ||
          "Draw with the mouse, a finger, or the arrow keys and Space; as many lines as you like."}
      </p>
      {isWaiting ? <Waiting prediction={prediction} /> : null}
    </div>
  );
}

function Waiting({ prediction }: { prediction: Prediction }) {
  const { phase, share } = prediction.map.page.run.status.value;
  return (
    <p class="predict-waiting" role="status" data-testid="waiting">
      <span>
        {phase === "paused"
          ? "The sweep is paused: resume it, and the map is revealed when it is done."
          : "The map is still being computed. It is revealed as soon as it is done:"}
      </span>
      {phase === "paused" ? null : <span aria-hidden="true"> {formatShare(share)}</span>}
      <button type="button" class="quiet" onClick={() => prediction.wait()}>
        Go on drawing
      </button>
    </p>
  );
}
