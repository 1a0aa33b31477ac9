// The one Trusted Types policy: only scripts of the page's own folder may become workers. Whatever else would turn a text into
// code, the browser refuses by the page's Content-Security-Policy.

/** What a browser with Trusted Types offers, as far as it is used here. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };

/** The folder that an address lies in. */
const FOLDER = "./";

/** The address of a script in the folder of the page. @throws TypeError for any other */
function checked(address: string): string {
  const folder = new URL(FOLDER, location.href);
  const script = new URL(address, folder);
  if (script.origin === folder.origin && script.pathname.startsWith(folder.pathname)) return script.href;
  throw new TypeError(`${script.href} is no script of this page`);
}

const policy = trustedTypes?.createPolicy("vanishing-point", { createScriptURL: checked });

/** The address of one of the page's own scripts, as something that a worker may be started from. */
export function ownScript(address: string): string {
  return policy === undefined ? checked(address) : policy.createScriptURL(address);
}
