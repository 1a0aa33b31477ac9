// Gives the built page its Content-Security-Policy, in its head: a static host may have no way to send it as a header. The server
// for developing needs inline scripts of its own, and gets none.

import type { Plugin } from "vite";

/** The name of the one Trusted Types policy there is (src/lab/ownScripts.ts). */
const TRUSTED = "vanishing-point";

/** What the page may do; whatever is not named here it may not. */
const policy: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  // Scripts from the page's own folder alone, and none made of texts; the kernels are WebAssembly.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "style-src": "'self'",
  // Pictures of kept sweeps are data; what is drawn may be a blob.
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "object-src": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": TRUSTED,
};

/** The policy in one line. */
export const policyText = Object.entries(policy)
  .map(([directive, allowed]) => `${directive} ${allowed}`)
  .join("; ");

/** Writes the policy before anything else of the page's head. */
export function policyPlugin(): Plugin {
  return {
    name: "vanishing-point-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policyText },
        injectTo: "head-prepend",
      },
    ],
  };
}
