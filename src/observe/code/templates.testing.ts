/** Programs with one page, which puts out what is given. */
export const express = (given: string): string =>
  `const express = require('express');\nconst app = express();\napp.get('/', (req, res) => ${given});\n`;
export const flask = (given: string): string =>
  `from flask import Flask, request, render_template\napp = Flask(__name__)\n@app.get('/')\ndef page():\n    return ${given}\n`;
export const django = (given: string): string =>
  `from django.shortcuts import render\n\ndef page(request):\n    return ${given}\n`;

/** What pages of Express are given: all of it comes with the request. */
export const asked = '{ q: req.query.q, items: [{ name: req.query.name }] }';
