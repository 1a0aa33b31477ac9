// A text whose words of the glossary explain themselves on hover and on focus.

import { glossed } from "./glossary.ts";
import { Terms } from "./Terms.tsx";

export function Glossed({ text }: { text: string }) {
  return <Terms pieces={glossed(text)} />;
}
