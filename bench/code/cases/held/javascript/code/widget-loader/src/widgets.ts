export type Widget = { render(options: Record<string, string>): Promise<object> };

export async function loadWidget(name: string): Promise<Widget | undefined> {
  switch (name) {
    case 'clock':
      return import('./widgets/clock.js');
    case 'weather':
      return import('./widgets/weather.js');
    default:
      return undefined;
  }
}
