// Who may write a kept sweep: one tab at a time, by the browser's own locks, which are gone with a tab that dies.

/** A lock that is held until it is released. */
export interface HeldLock {
  release(): void;
}

/** What keeps two tabs apart. */
export interface Locks {
  /** The lock of a name, or null where somebody else has it. */
  tryTake(name: string): Promise<HeldLock | null>;
}

/** The browser's locks. */
export function browserLocks(manager: LockManager): Locks {
  return {
    tryTake: (name) =>
      new Promise((resolve, reject) => {
        manager
          .request(name, { ifAvailable: true }, (lock) => {
            if (lock === null) {
              resolve(null);
              return undefined;
            }
            return new Promise<void>((release) => resolve({ release }));
          })
          .catch(reject);
      }),
  };
}

/** The lock of a kept sweep. */
export function lockName(id: string): string {
  return `vanishing-point/kept/${id}`;
}
