// What stands in place of a network's picture while none is open.

export function NothingOpen() {
  return <p class="aside">Click a pixel of the map: the network there opens here.</p>;
}
