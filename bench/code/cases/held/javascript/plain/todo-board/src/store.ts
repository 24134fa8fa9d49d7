export interface Todo {
  readonly id: number;
  readonly title: string;
  readonly done: boolean;
}

export type Action = { type: 'add'; title: string } | { type: 'toggle'; id: number } | { type: 'clear' };

export function reduce(todos: readonly Todo[], action: Action): readonly Todo[] {
  switch (action.type) {
    case 'add':
      return [...todos, { id: todos.length + 1, title: action.title, done: false }];
    case 'toggle':
      return todos.map((todo) => (todo.id === action.id ? { ...todo, done: !todo.done } : todo));
    case 'clear':
      return todos.filter(({ done }) => !done);
  }
}
