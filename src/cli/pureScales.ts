// The page draws with a handful of d3's colour scales, yet their package makes all of them as it is loaded, by calls that a build
// cannot know to be without effects. Here they are marked, so that the build drops those that nobody asks for.

import type { Plugin } from "vite";

/** A plugin for the build that marks the making of each colour scale as free of side effects. */
export function pureScales(): Plugin {
  return {
    name: "pure-scales",
    transform: {
      filter: { id: /d3-scale-chromatic/ },
      handler: (code) => ({ code: marked(code), map: null }),
    },
  };
}

/** Every value at the top of a module that is made by a call, and every list of colours, marked as pure. */
export function marked(code: string): string {
  const values = code.replace(/^(var [\w$]+ = )(?=(?:new )?[\w$]+\()/gm, "$1/* @__PURE__ */ ");
  return values.replace(/(?<=\()colors\(/g, "/* @__PURE__ */ colors(");
}
