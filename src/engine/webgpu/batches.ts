// Runs the networks of a tile in one batch, or, where the adapter has no room for that, in halves.

import { someNetworks, type TileNetworks } from "../../sweep/tile.ts";
import type { Device } from "./device.ts";
import type { Readback } from "./dispatch.ts";
import type { ReopeningDevice } from "./reopening.ts";
import { OutOfMemory } from "./slot.ts";
import type { GpuStructure } from "./structure.ts";
import type { SharedBuffers } from "./submit.ts";

/** How a batch of networks, the first of them at place `first` of its tile, is run and what becomes of its results. */
export interface Batches {
  run(device: Device, shared: SharedBuffers, batch: TileNetworks, first: number): Promise<Readback>;
  take(readback: Readback, batch: TileNetworks, first: number): void;
}

/** Runs all networks. @throws OutOfMemory where there is no room for a single one, DeviceLost */
export async function runBatches(
  device: ReopeningDevice,
  structure: GpuStructure,
  networks: TileNetworks,
  batches: Batches,
  first = 0,
): Promise<void> {
  try {
    const readback = await device.use((opened) =>
      batches.run(opened, structure.buffersOn(opened, networks), networks, first),
    );
    batches.take(readback, networks, first);
  } catch (error) {
    if (!(error instanceof OutOfMemory) || networks.count < 2) throw error;
    const half = Math.ceil(networks.count / 2);
    await runBatches(device, structure, someNetworks(networks, 0, half), batches, first);
    await runBatches(device, structure, someNetworks(networks, half, networks.count), batches, first + half);
  }
}
