const form = document.querySelector('#ask');
const log = document.querySelector('#log');

function line(kind, text) {
  const paragraph = document.createElement('p');
  paragraph.className = kind;
  paragraph.textContent = text;
  log.append(paragraph);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const question = form.elements.question.value;
  line('question', question);
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ question }),
  });
  const { answer } = await response.json();
  line('answer', answer);
  form.reset();
});
