// The button that copies a link to the covered map, for a class.

import { LinkByHand } from "../LinkByHand.tsx";
import { useCopying } from "../useCopying.ts";
import type { Prediction } from "./prediction.ts";

const CHALLENGE =
  "A link that opens this very map covered, with its question. Whoever has drawn and revealed sends you their lines by “Copy link”.";

export function ChallengeLink({ prediction }: { prediction: Prediction }) {
  const { state, copy } = useCopying(() => prediction.challenge());
  return (
    <span class="copy-link">
      <button type="button" class="quiet" onClick={copy} data-definition={CHALLENGE} data-testid="challenge">
        {state.value === "copied" ? "Challenge copied" : "Copy as a challenge"}
      </button>
      <span class="visually-hidden" role="status">
        {state.value === "copied" ? "Challenge copied" : ""}
      </span>
      {state.value === "by hand" ? (
        <LinkByHand label="Link to the covered map, to be copied" link={prediction.challenge()} />
      ) : null}
    </span>
  );
}
