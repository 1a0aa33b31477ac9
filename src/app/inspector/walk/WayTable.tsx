// The ways by which the gradient came back over one step: by gate where there are several, and the strongest single ones.

import { cells } from "../../../model/cells/index.ts";
import type { Parameters } from "../../../model/network.ts";
import type { Walk } from "../../../model/walk/walk.ts";
import type { WalkStep } from "../../../model/walk/walkStep.ts";
import { formatNumber } from "../../../store/figure/format.ts";
import { percentText } from "./percent.ts";
import { gateWord, straightWord, walkDefinitions, weightName } from "./words.ts";

/** The whole width of a share of 100 % on either side of nothing. */
const BAR_WIDTH = 90;

export function WayTable({ walk, parameters, step }: { walk: Walk; parameters: Parameters; step: WalkStep }) {
  const { gates, parts } = cells[walk.cell];
  if (step.ways.length === 0) return null;
  // A single way is all there is to say of one unit with one gate.
  const isOnly = walk.hidden === 1 && gates.length === 1;
  return (
    <>
      {gates.length === 1 ? null : <GateShares walk={walk} step={step} />}
      {isOnly ? null : (
        <table class="numbers walk-ways" data-testid="walk-ways">
          <caption>The strongest ways back</caption>
          <thead>
            <tr>
              <th scope="col">from → to</th>
              <th scope="col">over</th>
              <th scope="col" class="number">
                weight
              </th>
              <th scope="col" class="number">
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its definition is read on focus. */}
                <span class="term" tabIndex={0} data-definition={walkDefinitions.share}>
                  share
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {step.ways.map((way) => {
              const name = weightName(walk, way);
              return (
                <tr key={way.id} data-way={way.id}>
                  <th scope="row">
                    unit {way.from} → unit {way.to}
                  </th>
                  <td>
                    {name === null
                      ? way.isHeld
                        ? "past its end"
                        : `straight${parts.length > 1 ? ` (${parts[way.part]})` : ""}`
                      : `${gates.length > 1 ? `${gates[way.gate ?? 0].name}: ` : ""}${name}`}
                  </td>
                  <td class="number">{name === null ? "" : formatNumber(parameters.weight_hh[way.id], 3)}</td>
                  <td class="number">
                    <data value={String(way.share)}>{percentText(way.share)}</data>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The shares of the gates' weights and of what passes none, as bars to the right and, where they cancel, to the left. */
function GateShares({ walk, step }: { walk: Walk; step: WalkStep }) {
  const rows = [
    { name: `straight: ${straightWord(walk)}`, share: step.directShare },
    ...step.gateShares.map((share, gate) => ({
      name: gateWord(walk, gate),
      share,
    })),
    ...(step.heldShare > 0 ? [{ name: "past a sequence's end", share: step.heldShare }] : []),
  ];
  const largest = Math.max(1, ...rows.map(({ share }) => Math.abs(share)));
  return (
    <table class="numbers walk-gates" data-testid="walk-gates">
      <caption>What brought it back: straight, or through the weights of a gate</caption>
      <tbody>
        {rows.map(({ name, share }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="walk-bar-cell">
              <svg width={BAR_WIDTH} height={10} aria-hidden="true">
                <rect
                  class={share < 0 ? "walk-bar-against" : "walk-bar"}
                  width={(Math.abs(share) / largest) * BAR_WIDTH}
                  height={10}
                  rx={2}
                />
              </svg>
            </td>
            <td class="number">
              <data value={String(share)}>{percentText(share)}</data>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
