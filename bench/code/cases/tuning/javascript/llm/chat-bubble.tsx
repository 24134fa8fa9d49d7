import { useState } from 'react';
import { useChat } from '@ai-sdk/react';
import { marked } from 'marked';
import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';

export function ChatBubble({ prompt }: { prompt: string }) {
  const [html, setHtml] = useState('');
  const { status } = useChat();

  async function ask() {
    const { text } = await generateText({ model: openai('gpt-4o'), prompt });
    setHtml(marked.parse(text) as string);
  }

  return (
    <div data-status={status}>
      <button onClick={ask}>Ask</button>
      <div dangerouslySetInnerHTML={{ __html: html }} /> {/* weak: CWE-79|CWE-1426 */}
    </div>
  );
}
