export type Handler<T> = (payload: T) => Promise<void> | void;

export class CommandBus<Commands extends Record<string, unknown>> {
  private readonly handlers = new Map<string, Handler<never>>();

  on<K extends keyof Commands & string>(name: K, handler: Handler<Commands[K]>): this {
    this.handlers.set(name, handler as Handler<never>);
    return this;
  }

  async run(name: string, payload: unknown): Promise<boolean> {
    const handler = this.handlers.get(name);
    if (handler === undefined) return false;
    await handler(payload as never);
    return true;
  }
}
