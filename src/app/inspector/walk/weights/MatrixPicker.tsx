// One weight out of many: a parameter by its name, and its entry out of the matrix as it is written.

import { type ParameterName, type Parameters, parameterNames } from "../../../../model/network.ts";
import { formatNumber } from "../../../../store/figure/format.ts";
import type { SweepSpec } from "../../../../sweep/spec.ts";
import { type Entry, entryText, shapeOf } from "./entries.ts";

export interface MatrixPickerProps {
  readonly spec: SweepSpec;
  readonly original: Parameters;
  readonly parameters: Parameters;
  readonly chosen: Entry;
  onChoose(entry: Entry): void;
}

export function MatrixPicker({ spec, original, parameters, chosen, onChoose }: MatrixPickerProps) {
  const names = parameterNames.filter((name) => parameters[name].length > 0);
  const { rows, columns } = shapeOf(spec, chosen.name);
  return (
    <>
      <label class="weight-parameter">
        Parameter{" "}
        <select
          value={chosen.name}
          onChange={(event) => onChoose({ name: event.currentTarget.value as ParameterName, index: 0 })}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset
        class="weight-matrix"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(2.9rem, 1fr))` }}
      >
        <legend class="visually-hidden">
          Entry of {chosen.name}, {rows} × {columns}
        </legend>
        {Array.from(parameters[chosen.name], (value, index) => {
          const isChanged = value !== original[chosen.name][index];
          return (
            <label key={index} class={isChanged ? "weight-changed" : ""}>
              <input
                type="radio"
                name="walk-weight"
                checked={index === chosen.index}
                aria-label={`${entryText(spec, { name: chosen.name, index })} = ${formatNumber(value, 3)}`}
                onChange={() => onChoose({ name: chosen.name, index })}
              />
              <span>{formatNumber(value, 2)}</span>
            </label>
          );
        })}
      </fieldset>
    </>
  );
}
