// A structure made ready for the GPU: the program its networks run on, and its data and base draws on the device.

import { needJacobian } from "../../model/metrics/index.ts";
import { drawBase } from "../../model/network.ts";
import { type Structure, structureOf } from "../../sweep/point.ts";
import type { SweepSpec } from "../../sweep/spec.ts";
import type { TileNetworks } from "../../sweep/tile.ts";
import { BoundedCache } from "../boundedCache.ts";
import { type ProgramKey, programKeyOf } from "./compose.ts";
import type { Device } from "./device.ts";
import { packData, packWeights } from "./pack.ts";
import type { SharedBuffers } from "./submit.ts";

/** Replicate ranges whose base draws are kept on the device at once. */
const MOST_RANGES = 16;

export class GpuStructure {
  readonly structure: Structure;
  readonly key: ProgramKey;
  private device: Device | null = null;
  private data: GPUBuffer | null = null;
  /** What is let go here stays alive in the tiles in flight until they are done. */
  private readonly weights = new BoundedCache<GPUBuffer>(MOST_RANGES);

  /** @param inspect whether one network is to be looked at in full, with its Jacobian and its trace */
  constructor(spec: SweepSpec, inspect: boolean) {
    this.structure = structureOf(spec);
    const jacobian = inspect || needJacobian(spec.metrics);
    const options = { jacobian, trace: inspect, training: spec.mode === "training" };
    this.key = programKeyOf(spec, this.structure.problem, options);
  }

  /** The buffers that these networks share, uploaded once per device and range of replicates. */
  buffersOn(device: Device, networks: TileNetworks): SharedBuffers {
    if (this.device !== device) {
      this.device = device;
      this.data = null;
      this.weights.clear();
    }
    const { problem, baseInit, seed } = this.structure;
    const firstReplicate = networks.replicate.reduce((a, b) => Math.min(a, b));
    const count = networks.replicate.reduce((a, b) => Math.max(a, b)) - firstReplicate + 1;
    const weights = this.weights.of(`${firstReplicate}+${count}`, () => {
      const bases = Array.from({ length: count }, (_, r) =>
        drawBase(baseInit, problem.sizes, seed, firstReplicate + r),
      );
      return upload(device, packWeights(bases, problem.sizes));
    });
    this.data ??= upload(device, packData(problem.data, problem.sizes));
    return { data: this.data, weights, firstReplicate };
  }
}

function upload({ gpuDevice }: Device, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = gpuDevice.createBuffer({
    size: Math.max(16, Math.ceil(values.byteLength / 16) * 16),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  gpuDevice.queue.writeBuffer(buffer, 0, values);
  return buffer;
}
