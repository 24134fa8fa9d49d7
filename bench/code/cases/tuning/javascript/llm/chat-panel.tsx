import { useState } from 'react';
import Markdown from 'react-markdown';
import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';

export function ChatPanel({ prompt }: { prompt: string }) {
  const [text, setText] = useState('');

  async function ask() {
    const answer = await generateText({ model: openai('gpt-4o'), prompt });
    setText(answer.text);
  }

  return (
    <div>
      <button onClick={ask}>Ask</button>
      <Markdown>{text}</Markdown>
    </div>
  );
}
