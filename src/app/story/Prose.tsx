// A text of the story, its terms with their definitions on hover and focus.

import { Terms } from "../Terms.tsx";
import { piecesOf } from "./texts.ts";

export function Prose({ text }: { text: string }) {
  return <Terms pieces={piecesOf(text)} />;
}
