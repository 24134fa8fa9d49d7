from flask import Flask, jsonify, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.post('/compute')
def compute():
    completion = client.chat.completions.create(
        model='gpt-4o-mini',
        messages=[
            {'role': 'system', 'content': 'Answer with one Python expression and nothing else.'},
            {'role': 'user', 'content': request.get_json()['question']},
        ],
    )
    expression = completion.choices[0].message.content
    return jsonify(result=eval(expression))  # weak: CWE-95|CWE-94|CWE-1426
