from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route('/calculate')
def calculate():
    expression = request.args.get('expression', '0')
    result = eval(expression)  # weak: CWE-95|CWE-94
    return jsonify(result=result)
