/** The part of the WebAssembly API that the scanner uses; Node's types have none, and the browser's library has too much. */
declare global {
  namespace WebAssembly {
    class Memory {
      constructor(limits: { initial: number; maximum: number });
      readonly buffer: ArrayBuffer;
    }
    class Module {
      constructor(bytes: Uint8Array<ArrayBuffer>);
    }
    class Instance {
      constructor(module: Module, imports: { env: { memory: Memory } });
      readonly exports: object;
    }
  }
}

export {};
