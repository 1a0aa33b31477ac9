// Tells how far something is in steps of a hundredth: a message for each of a hundred thousand blocks would keep the page busy.

/** Passes on a share only where it has grown by a hundredth. */
export function inSteps(told: (share: number) => void): (share: number) => void {
  let last = 0;
  return (share) => {
    if (share - last < 0.01) return;
    last = share;
    told(share);
  };
}
