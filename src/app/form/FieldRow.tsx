// One field of the form: its name, its control, its definition one hover away, and its mistakes right below.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { allowedText, type Field } from "../../sweep/fields.ts";
import type { Mistake } from "../../sweep/mistakes.ts";
import { NumberInput, TextAreaInput, TextInput } from "./inputs.tsx";

export interface FieldRowProps {
  readonly path: string;
  readonly field: Field;
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** A sentence per option, where the options come from a catalog. */
  readonly catalog?: Readonly<Record<string, string>> | null;
  readonly title?: string;
  readonly onChange: (value: unknown) => void;
}

export function FieldRow(props: FieldRowProps) {
  const { path, field, value, mistakes, catalog, onChange } = props;
  const id = useId();
  const wrong = mistakes.filter((m) => m.path === path || m.path.startsWith(`${path}.`));
  const title = props.title ?? (field.title || path.split(".").slice(-1)[0]);
  const chosen = catalog?.[String(value)];
  const definition = [
    field.description,
    field.unit === "" ? "" : `Unit: ${field.unit}.`,
    field.kind === "list" ? "" : `Allowed: ${allowedText(field)}.`,
    chosen === undefined ? "" : `${String(value)}: ${chosen}`,
    path,
  ].filter((part) => part !== "");
  const shared = {
    id,
    "aria-invalid": wrong.length > 0,
    "aria-errormessage": wrong.length > 0 ? `${id}-wrong` : undefined,
    "data-definition": definition.join(" "),
    "data-path": path,
  };
  return (
    <div class={`field field-${field.kind}`}>
      <label for={id} data-definition={definition.join(" ")}>
        {title}
        {field.unit === "" ? null : <span class="field-unit"> {field.unit}</span>}
      </label>
      {field.kind === "choice" ? (
        <select
          {...shared}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {(catalog ? Object.keys(catalog) : field.options).map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : field.kind === "number" ? (
        <NumberInput shared={shared} value={value} onChange={onChange} />
      ) : field.kind === "list" || field.kind === "group" ? (
        <TextAreaInput shared={shared} value={value} onChange={onChange} />
      ) : (
        <TextInput shared={shared} value={value} onChange={onChange} />
      )}
      <MistakeList id={`${id}-wrong`} mistakes={wrong} path={path} />
    </div>
  );
}

/** Mistakes below the field they belong to: what was given, what is allowed. */
export function MistakeList(props: {
  id?: string;
  mistakes: readonly Mistake[];
  path: string;
}): ComponentChildren {
  const { id, mistakes, path } = props;
  if (mistakes.length === 0) return null;
  return (
    <ul id={id} class="mistakes" role="alert">
      {mistakes.map((m) => (
        <li key={m.path}>
          {m.path === path ? "" : <code>{m.path}: </code>}
          Given {m.given}; allowed: {m.allowed}.
        </li>
      ))}
    </ul>
  );
}
