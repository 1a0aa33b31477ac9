// One axis of the sweep: which parameter, and its positions as a range or one by one.

import { arrangementOf } from "../../store/figure/arrangement.ts";
import { fieldAt, fieldPaths } from "../../sweep/fields.ts";
import type { SpecDraft } from "../state/draft.ts";
import { FieldRow, MistakeList } from "./FieldRow.tsx";
import { modeOf } from "./mode.ts";
import { readsSetting, withUsualMomentum } from "./optimizer.ts";
import { freshRange, tellingRange } from "./ranges.ts";
import { valueAt, withValue } from "./value.ts";

const RANGE_KEYS = ["from", "to", "count", "scale"];

/** The parameters that an axis can run over: every number and choice that the sweep reads per network. */
export function axisParams(raw: unknown): string[] {
  const trains = modeOf(raw) === "training";
  return fieldPaths(raw).filter((path) => {
    if (/^(version|mode|name|axes|metrics|replicates)\b/.test(path)) return false;
    if (path === "training.momentum") return trains && readsSetting(raw, "momentum");
    return trains || !path.startsWith("training.");
  });
}

/** What an axis is on the page; of a sweep with mistakes, only which one it is. */
function placeOf({ parsed, page }: SpecDraft, index: number): string {
  const name = `axis ${index + 1}`;
  if (!parsed.value.ok) return name;
  const { x, y, panels } = arrangementOf(parsed.value.value, page.view.value);
  if (index === x) return `${name}, from left to right`;
  if (index === y) return `${name}, upwards`;
  return `${name}, ${panels.includes(index) ? "a panel each" : "with a slider"}`;
}

export function AxisFields({ draft, index }: { draft: SpecDraft; index: number }) {
  const raw = draft.raw.value;
  const at = `axes.${index}`;
  const axis = valueAt(raw, at);
  const param = String(valueAt(axis, "param") ?? "");
  const listed = valueAt(axis, "values") !== undefined;
  const choice = fieldAt(raw, param)?.kind === "choice";
  const mistakes = draft.mistakes.value.filter((m) => m.path === at || m.path.startsWith(`${at}.`));
  const own = mistakes.filter((m) => m.path === at);
  const edit = (next: unknown) => draft.edit(withUsualMomentum(withValue(raw, at, next)));
  const params = axisParams(raw);
  const paramField = fieldAt(raw, `${at}.param`);
  return (
    <fieldset class="axis">
      <legend>{placeOf(draft, index)}</legend>
      {paramField === null ? null : (
        <FieldRow
          path={`${at}.param`}
          field={{
            ...paramField,
            kind: "choice",
            options: params.includes(param) ? params : [param, ...params],
          }}
          value={param}
          mistakes={mistakes}
          onChange={(value) => edit(forParam(raw, axis, String(value)))}
        />
      )}
      {choice ? null : (
        <div class="axis-mode" role="radiogroup" aria-label="How the positions are given">
          {[
            { text: "range", on: !listed, next: () => ({ param, ...freshRange(param) }) },
            {
              text: "values",
              on: listed,
              next: () => ({ param, values: [valueAt(raw, param) ?? freshRange(param).from] }),
            },
          ].map(({ text, on, next }) => (
            <label key={text}>
              <input type="radio" name={`${at}-mode`} checked={on} onChange={() => edit(next())} />
              {text}
            </label>
          ))}
        </div>
      )}
      <div class="axis-range">
        {(listed ? ["values"] : RANGE_KEYS).map((key) => {
          const path = `${at}.${key}`;
          const field = fieldAt(raw, path);
          return field === null ? null : (
            <FieldRow
              key={key}
              path={path}
              field={field}
              value={valueAt(axis, key) ?? (key === "scale" ? "linear" : undefined)}
              mistakes={mistakes}
              onChange={(value) => draft.edit(withValue(raw, path, value))}
            />
          );
        })}
      </div>
      <MistakeList mistakes={own} path={at} />
      <AxisButtons draft={draft} index={index} />
    </fieldset>
  );
}

function AxisButtons({ draft, index }: { draft: SpecDraft; index: number }) {
  const axes = valueAt(draft.raw.value, "axes");
  if (!Array.isArray(axes)) return null;
  const set = (next: unknown[]) => draft.edit(withValue(draft.raw.value, "axes", next));
  return (
    <p class="axis-buttons">
      {index === 0 ? null : (
        <button
          type="button"
          class="quiet"
          aria-label={`Move dimension ${index + 1} before dimension ${index}`}
          onClick={() => set(axes.with(index, axes[index - 1]).with(index - 1, axes[index]))}
        >
          Swap with the one above
        </button>
      )}
      <button
        type="button"
        class="quiet"
        aria-label={`Remove dimension ${index + 1}`}
        onClick={() => set(axes.toSpliced(index, 1))}
      >
        Remove
      </button>
    </p>
  );
}

/** An axis over another parameter: a choice lists its options, a number keeps its range where there was one. */
function forParam(raw: unknown, axis: unknown, param: string): unknown {
  const field = fieldAt(raw, param);
  if (field?.kind === "choice") return { param, values: field.options };
  const before = String(valueAt(axis, "param"));
  const wasChoice = fieldAt(raw, before)?.kind === "choice";
  const telling = tellingRange(param);
  if (telling !== null) return { param, ...telling };
  // A range made for the parameter before would be as odd for the next one.
  return wasChoice || tellingRange(before) !== null
    ? { param, ...freshRange(param) }
    : { ...(axis as object), param };
}
