import { saveName } from './actions';

export default function Settings() {
  return (
    <form action={saveName}>
      <label>
        Name <input name="name" maxLength={60} />
      </label>
      <button>Keep</button>
    </form>
  );
}
