import yaml from 'js-yaml';

export function dishes(text) {
  const menu = yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA });
  return Object.entries(menu.dishes ?? {}).map(([name, price]) => ({ name, price: Number(price) }));
}
