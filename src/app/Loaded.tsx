// A part of the page whose code is fetched when it is first shown, so that the first map does not wait for it.

import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { messageOf } from "../sweep/mistakes.ts";

type Parts<P> = { readonly load: () => Promise<ComponentType<P>> } & P;

/** Shows the component that `load` brings (a function made once, outside of any component), with all other properties. */
export function Loaded<P extends object>({ load, ...rest }: Parts<P>) {
  const Part = useSignal<{ readonly it: ComponentType<P> } | null>(null);
  const failure = useSignal("");
  useEffect(() => {
    load().then(
      (it) => {
        Part.value = { it };
      },
      (error: unknown) => {
        failure.value = messageOf(error);
      },
    );
  }, [load, Part, failure]);
  if (failure.value !== "")
    return <p role="alert">This part of the page could not be fetched ({failure.value}). Reload the page.</p>;
  if (Part.value === null) return null;
  const { it: Shown } = Part.value;
  return <Shown {...(rest as unknown as P)} />;
}
