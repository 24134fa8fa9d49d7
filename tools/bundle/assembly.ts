import { main as compile } from 'assemblyscript/asc';

/** WebAssembly of AssemblyScript modules, whose exports are those of all `entries`: it imports its memory as `env.memory` and brings no allocator. Throws with the compiler's words. */
export async function compileKernel(...entries: string[]): Promise<Uint8Array> {
  const flags = '--optimizeLevel 3 --noAssert --runtime stub --importMemory --enable simd,bulk-memory --use abort=';
  let wasm: Uint8Array | undefined;
  let messages = '';
  const { error } = await compile([...entries, '--outFile', 'kernel.wasm', ...flags.split(' ')], {
    writeFile(name, contents) {
      if (name === 'kernel.wasm') wasm = Buffer.from(contents);
    },
    stderr: { write: (text: unknown) => void (messages += String(text)) },
  });
  if (error !== null || wasm === undefined)
    throw new Error(`${entries.join(', ')} does not compile: ${messages}`, { cause: error });
  return wasm;
}
