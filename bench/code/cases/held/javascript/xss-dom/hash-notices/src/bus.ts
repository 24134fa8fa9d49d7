export interface Notice {
  title: string;
  body: string;
}

type Listener = (notice: Notice) => void;

export class Bus {
  private readonly listeners: Listener[] = [];

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }

  start(): void {
    window.addEventListener('hashchange', () => {
      const fields = new URLSearchParams(window.location.hash.slice(1));
      const notice = { title: fields.get('title') ?? '', body: fields.get('body') ?? '' };
      for (const listener of this.listeners) listener(notice);
    });
  }
}
