from flask import Flask, jsonify, request
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI

app = Flask(__name__)
prompt = ChatPromptTemplate.from_messages(
    [
        ("system", "Answer with one Python expression and nothing else."),
        ("human", "{question}"),
    ]
)
chain = prompt | ChatOpenAI(model="gpt-4o-mini")


@app.post("/compute")
def compute():
    answer = chain.invoke({"question": request.get_json()["question"]})
    return jsonify(result=eval(answer.content))  # weak: CWE-95|CWE-94|CWE-1426
