// The address bar: writes the fragment (a new entry for a new sweep, the same entry for a change of view), reads it on back and forward.

/** View changes come in bursts (a dragged limit); the browser allows only so many writes. */
const REPLACE_MS = 150;

/** Where a page's state is written: the window's own address bar, unless the page stands beside another. */
export interface FragmentBar {
  /** Without `#`. */
  readonly fragment: string;
  /** Adds an entry to the history: for another sweep. */
  push(fragment: string): void;
  /** Changes the current entry: for another view of the same sweep. */
  replace(fragment: string): void;
}

/** The fragment of the page's address, without `#`. */
export class AddressBar implements FragmentBar {
  private known = location.hash.slice(1);
  private waiting: { readonly fragment: string; readonly timer: number } | null = null;

  /** @param onMove called with the fragment when the user goes back, forward, or edits it */
  constructor(onMove: (fragment: string) => void) {
    const moved = () => {
      const fragment = location.hash.slice(1);
      // One step back fires both popstate and hashchange; our own writes fire neither, but may be pending.
      if (fragment === this.known) return;
      this.forgetWaiting();
      this.known = fragment;
      onMove(fragment);
    };
    addEventListener("popstate", moved);
    addEventListener("hashchange", moved);
  }

  get fragment(): string {
    return this.known;
  }

  /** Adds an entry to the history: for another sweep. */
  push(fragment: string): void {
    this.flush();
    if (fragment === this.known) return;
    history.pushState(null, "", `#${fragment}`);
    this.known = location.hash.slice(1);
  }

  /** Changes the current entry: for another view of the same sweep. */
  replace(fragment: string): void {
    this.forgetWaiting();
    const timer = window.setTimeout(() => this.flush(), REPLACE_MS);
    this.waiting = { fragment, timer };
  }

  private flush(): void {
    const waiting = this.waiting;
    if (waiting === null) return;
    this.forgetWaiting();
    history.replaceState(null, "", `#${waiting.fragment}`);
    this.known = location.hash.slice(1);
  }

  private forgetWaiting(): void {
    if (this.waiting !== null) clearTimeout(this.waiting.timer);
    this.waiting = null;
  }
}
