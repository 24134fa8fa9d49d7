import { useReducer, useRef } from 'react';
import { reduce } from './store';

export function Board() {
  const [todos, dispatch] = useReducer(reduce, []);
  const input = useRef<HTMLInputElement>(null);

  function add() {
    const title = input.current?.value.trim();
    if (title) dispatch({ type: 'add', title });
    if (input.current) input.current.value = '';
  }

  return (
    <section>
      <input ref={input} placeholder="What is to be done?" />
      <button onClick={add}>Add</button>
      <ul>
        {todos.map(({ id, title, done }) => (
          <li key={id} className={done ? 'done' : 'open'} onClick={() => dispatch({ type: 'toggle', id })}>
            {title}
          </li>
        ))}
      </ul>
      <button onClick={() => dispatch({ type: 'clear' })}>Clear</button>
    </section>
  );
}
