// Where a plain float32 program would have lost the gradient on its way back; a click walks there.

import { useMemo } from "preact/hooks";
import { float32Losses } from "../../../model/walk/float32.ts";
import type { Walk } from "../../../model/walk/walk.ts";
import type { Walking } from "./walking.ts";
import { stepWord } from "./words.ts";

const DEFINITION =
  "A program that keeps ∂L/∂s_t as plain float32 numbers, without a logarithm of its size beside them as this lab does. By the norm: no entry is larger, so single entries are lost even earlier. Many GPUs count everything below 2^-126 as zero.";

export function Float32Note({ walk, walking }: { walk: Walk; walking: Walking }) {
  const { subnormal, lost, overflown } = useMemo(() => float32Losses(walk.logNorm), [walk]);
  const word = stepWord(walking.network.spec);
  const there = (t: number) => (
    <button type="button" class="walk-there" onClick={() => walking.goTo(t + 1)}>
      {t === 0 ? "the start" : `${word} ${t}`}
    </button>
  );
  return (
    <p class="aside" data-testid="walk-float32">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
      <span class="term" tabIndex={0} data-definition={DEFINITION}>
        A plain float32 program
      </span>{" "}
      {subnormal === null && overflown === null ? "would have kept it all the way back." : null}
      {subnormal === null ? null : (
        <>
          {lost === subnormal ? (
            "would have "
          ) : (
            <>
              would have run out of normal numbers (below 2⁻¹²⁶ ≈ 1.2·10⁻³⁸) at {there(subnormal)}
              {lost === null ? "." : " and "}
            </>
          )}
          {lost === null ? null : <>lost it altogether (below 2⁻¹⁴⁹ ≈ 1.4·10⁻⁴⁵) at {there(lost)}.</>}
        </>
      )}
      {overflown === null ? null : (
        <> would have run over to infinity (past 3.4·10³⁸) at {there(overflown)}.</>
      )}
    </p>
  );
}
