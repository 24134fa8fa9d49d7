export function calculate(expression) {
  const parts = /^(\d{1,9}) \+ (\d{1,9})$/.exec(expression);
  return parts === null ? undefined : Number(parts[1]) + Number(parts[2]);
}
