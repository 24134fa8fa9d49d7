import { useState, type FormEvent } from 'react';

const labels = { password: 'Password', repeat: 'Repeat the password', hint: 'At least 12 characters' };

export function SignupForm({ onSubmit }: { onSubmit(mail: string, password: string): void }) {
  const [mail, setMail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(mail, password);
  };

  return (
    <form onSubmit={submit}>
      <input type="email" value={mail} onChange={(event) => setMail(event.target.value)} />
      <label>
        {labels.password}
        <input type="password" value={password} onChange={(event) => setPassword(event.target.value)} />
      </label>
      <small>{labels.hint}</small>
      <button>Sign up</button>
    </form>
  );
}
