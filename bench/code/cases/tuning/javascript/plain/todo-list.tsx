import { useReducer, useState, type FormEvent } from 'react';

type Action = { kind: 'add'; text: string } | { kind: 'toggle'; index: number };
interface Item {
  text: string;
  done: boolean;
}

function reduce(items: Item[], action: Action): Item[] {
  switch (action.kind) {
    case 'add':
      return [...items, { text: action.text, done: false }];
    case 'toggle':
      return items.map((item, index) => (index === action.index ? { ...item, done: !item.done } : item));
  }
}

export function TodoList() {
  const [items, dispatch] = useReducer(reduce, []);
  const [text, setText] = useState('');

  function add(event: FormEvent) {
    event.preventDefault();
    dispatch({ kind: 'add', text });
    setText('');
  }

  return (
    <form onSubmit={add}>
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <ul>
        {items.map((item, index) => (
          <li key={index} onClick={() => dispatch({ kind: 'toggle', index })}>
            {item.done ? <s>{item.text}</s> : item.text}
          </li>
        ))}
      </ul>
    </form>
  );
}
