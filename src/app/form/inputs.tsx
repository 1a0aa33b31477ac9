// Inputs that keep what was typed, letter by letter, whatever the draft makes of it.

import { useSignal } from "@preact/signals";
import { typedNumber } from "./value.ts";

interface Shared {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-errormessage": string | undefined;
  readonly "data-definition": string;
  readonly "data-path": string;
}

interface InputProps {
  readonly shared: Shared;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function NumberInput({ shared, value, onChange }: InputProps) {
  const typed = useSignal("");
  // "1." and "1.0" mean the draft's 1: what was typed stands as long as it means the same.
  const text = typedNumber(typed.value) === value ? typed.value : value === undefined ? "" : String(value);
  return (
    <input
      {...shared}
      type="text"
      inputMode="text"
      autocomplete="off"
      spellcheck={false}
      value={text}
      onInput={(event) => {
        typed.value = event.currentTarget.value;
        onChange(typedNumber(event.currentTarget.value));
      }}
    />
  );
}

export function TextInput({ shared, value, onChange }: InputProps) {
  return (
    <input
      {...shared}
      type="text"
      autocomplete="off"
      value={value === undefined ? "" : String(value)}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A list as JSON; text that is no JSON stays, and is a mistake. */
export function TextAreaInput({ shared, value, onChange }: InputProps) {
  const typed = useSignal("");
  const kept = typed.value !== "" && JSON.stringify(fromJson(typed.value)) === JSON.stringify(value);
  return (
    <textarea
      {...shared}
      rows={3}
      spellcheck={false}
      value={kept ? typed.value : textOf(value)}
      onInput={(event) => {
        typed.value = event.currentTarget.value;
        onChange(fromJson(event.currentTarget.value));
      }}
    />
  );
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fromJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
