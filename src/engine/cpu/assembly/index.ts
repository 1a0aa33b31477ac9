// What the module offers to its host, written in AssemblyScript: see cpu.ts beside this folder for who calls it.

/** The version of the agreement between this module and its host; both sides compare it. */
export function layoutVersion(): i32 {
  return 1;
}
