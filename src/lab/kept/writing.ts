// What reads and writes a kept sweep: fetched once there is one to be read or written, which the first visit's is not.

export { openZarr } from "../../store/zarr/open.ts";
export { createZarr } from "../../store/zarr/store.ts";
export { formatAddress } from "../../sweep/address.ts";
